// Writing back: what the client types and adds, what will be in the answer, and saving it as one
// sealed file. Nothing is sent and nothing is kept: the page says so, and warns before it closes.

const ROOM_FOR_TEXTS = 4096;
const draft = { manifest: null, locale: "", files: [], unsaved: false, busy: false, saved: null };

function tellReply(text, refused) {
  at("reply-status").textContent = text;
  at("reply-status").className = refused ? "refused" : "";
}

function filesFor(request) {
  return draft.files.filter((file) => file.request === request);
}

// One list of files with its button; `request` is null for files that answer nothing asked.
function filePart(request, id, named) {
  const part = made("div", "", "files");
  const list = made("ul");
  const show = () => {
    list.replaceChildren(...filesFor(request).map((file) => fileItem(file, draft.locale, () => {
      draft.files = draft.files.filter((other) => other !== file);
      show();
      onChange();
      at(id).focus();
    })));
  };
  const take = (files) => {
    addFiles(files, request);
    show();
    onChange();
  };
  part.append(list, fileButton(texts.add_files, named, id, take));
  return { part, take };
}

function addFiles(files, request) {
  const refused = [];
  for (const content of files) {
    const size = draft.files.reduce((sum, file) => sum + file.content.size, content.size);
    const fits = size + ROOM_FOR_TEXTS <= MOST_REPLY_BYTES;
    if (fits && draft.files.length < MOST_REPLY_FILES) draft.files.push({ content, request });
    else refused.push(plainName(content.name));
  }
  if (refused.length === 0) tellReply("", false);
  else tellReply(filled("files_refused", { names: refused.slice(0, 5).join(", ") }), true);
}

function requestFields(manifest) {
  return listOf(manifest, "requests").map((request, place) => {
    const set = fieldSet(`request-${place}`, request.title);
    const wantsPapers = request.wants === "papers";
    const text = control("textarea", `request-${place}-text`, MOST_TEXT);
    const named = wantsPapers ? texts.request_about : texts.request_answer;
    text.setAttribute("aria-label", `${named}: ${request.title}`);
    if (wantsPapers) {
      const about = `${texts.add_files}: ${request.title}`;
      set.append(filePart(request.id, `request-${place}-files`, about).part);
    }
    set.append(labelled(named, text));
    return set;
  });
}

function invoiceField(invoice, place) {
  const name = filled("paper_invoice", { number: invoice.number });
  const set = fieldSet(`invoice-${place}`, `${name}, ${invoice.total}`);
  const question = made("div", "", "inner");
  const amount = control("input", `invoice-${place}-amount`, MOST_LINE);
  const reason = control("textarea", `invoice-${place}-reason`, MOST_REASON);
  amount.setAttribute("aria-label", `${texts.question_amount}: ${name}`);
  reason.setAttribute("aria-label", `${texts.question_reason}: ${name}`);
  question.append(labelled(texts.question_reason, reason), labelled(texts.question_amount, amount));
  question.hidden = true;
  const options = [
    ["", texts.verdict_none], ["agreed", texts.verdict_agreed], ["question", texts.verdict_question],
  ];
  set.append(choice(`invoice-${place}-verdict`, name, options, (value) => {
    question.hidden = value !== "question";
    onChange();
  }), question);
  return set;
}

// From the list of invoices straight to the words of a question about one.
function askAbout(event, place) {
  event.preventDefault();
  const set = at(`invoice-${place}`);
  const folded = set.closest("details");
  if (folded) folded.open = true;
  set.querySelector('input[value="question"]').click();
  at(`invoice-${place}-reason`).focus();
}

function invoiceFields(manifest) {
  const invoices = listOf(manifest, "invoices");
  const fields = invoices.map(invoiceField);
  const isSettled = (_field, place) => ["paid", "credited"].includes(invoices[place].standing);
  const settled = fields.filter(isSettled);
  const shown = fields.filter((field, place) => !isSettled(field, place));
  if (settled.length === 0) return shown;
  const others = made("details", "", "others");
  others.append(made("summary", texts.settled_invoices), ...settled);
  return [...shown, others];
}

function contactField(contact) {
  const set = fieldSet("contact", texts.contact);
  const known = made("dl");
  const change = made("div", "", "inner");
  for (const [name, tag, most] of [
    ["address", "textarea", MOST_ADDRESS], ["mail", "input", MOST_LINE], ["phone", "input", MOST_LINE],
  ]) {
    const element = control(tag, `contact-${name}`, most);
    element.value = contact[name];
    known.append(made("dt", texts[name]), made("dd", contact[name] || texts.not_known, "lines"));
    change.append(labelled(texts[name], element));
  }
  change.hidden = true;
  const options = [
    ["", texts.contact_none], ["right", texts.contact_right], ["change", texts.contact_change],
  ];
  set.append(known, choice("contact-word", texts.contact, options, (value) => {
    change.hidden = value !== "change";
    onChange();
  }), change);
  return set;
}

function collectedAnswer() {
  const { manifest } = draft;
  const answers = listOf(manifest, "requests").map((request, place) => (
    { request: request.id, text: at(`request-${place}-text`).value.trim() }));
  const invoices = listOf(manifest, "invoices").map((invoice, place) => {
    const verdict = chosen(`invoice-${place}-verdict`);
    const valueOf = (name) =>
      verdict === "question" ? at(`invoice-${place}-${name}`).value.trim() : "";
    return { number: invoice.number, verdict, amount: valueOf("amount"), reason: valueOf("reason") };
  });
  return {
    message: at("message").value.trim(),
    answers: answers.filter((answer) => answer.text),
    invoices: invoices.filter((invoice) => invoice.verdict),
    contact: collectedContact(manifest.contact),
    files: draft.files.map(({ content, request }) => (
      { name: content.name, type: content.type, request, content })),
  };
}

function collectedContact(contact) {
  const word = contact ? chosen("contact-word") : "";
  if (!word) return null;
  if (word === "right") return { confirmed: true, ...contact };
  const valueOf = (name) => at(`contact-${name}`).value.trim();
  return {
    confirmed: false, address: valueOf("address"), mail: valueOf("mail"), phone: valueOf("phone"),
  };
}

function summaryLines(answer) {
  const numbers = (verdict) => answer.invoices.filter((invoice) => invoice.verdict === verdict)
    .map((invoice) => filled("paper_invoice", { number: invoice.number })).join(", ");
  const bytes = answer.files.reduce((sum, file) => sum + file.content.size, 0);
  const size = writtenSize(bytes, draft.locale);
  return [
    answer.message && texts.sum_message,
    answer.answers.length && counted("sum_answer", answer.answers.length, {}),
    numbers("agreed") && filled("sum_agreed", { invoices: numbers("agreed") }),
    numbers("question") && filled("sum_question", { invoices: numbers("question") }),
    answer.contact && texts[answer.contact.confirmed ? "sum_contact_right" : "sum_contact_change"],
    answer.files.length && counted("sum_file", answer.files.length, { size }),
  ].filter(Boolean);
}

function showSummary(lines) {
  const shown = lines.length ? lines : [texts.summary_none];
  at("summary").replaceChildren(...shown.map((line) => made("li", line)));
}

function onChange() {
  const lines = summaryLines(collectedAnswer());
  showSummary(lines);
  draft.unsaved = lines.length > 0;
  if (draft.saved) at("saved-changed").textContent = texts.saved_changed;
}

// The place of the first question without words, or -1.
function unexplained() {
  return listOf(draft.manifest, "invoices").findIndex((_invoice, place) =>
    chosen(`invoice-${place}-verdict`) === "question" &&
    !at(`invoice-${place}-reason`).value.trim());
}

function setReplyBusy(value) {
  draft.busy = value;
  at("save-reply").setAttribute("aria-disabled", String(value));
}

function downloadLink(text, name) {
  const link = made("a", text);
  link.href = draft.saved;
  link.download = name;
  return link;
}

function offerReply(parts) {
  const { sender, bundle } = draft.manifest;
  const reply = new Blob(parts, { type: "application/octet-stream" });
  const file = replyName(bundle);
  if (draft.saved) URL.revokeObjectURL(draft.saved);
  draft.saved = URL.createObjectURL(reply);
  draft.unsaved = false;
  const size = writtenSize(reply.size, draft.locale);
  at("saved-where").textContent = filled("saved_where", { file, size, name: sender.name });
  at("saved-mail").textContent = sender.mail
    ? filled("saved_mail", { file, mail: sender.mail })
    : filled("saved_no_mail", { file, name: sender.name });
  at("saved-again").replaceChildren(downloadLink(texts.saved_again, file));
  at("saved-changed").textContent = "";
  at("saved").hidden = false;
  at("saved-again").firstElementChild.click();
  at("saved-title").focus();
}

function prepareSaved(sender) {
  const link = at("saved-start").firstElementChild;
  at("saved-start").hidden = !sender.mail;
  link.textContent = filled("saved_start", { mail: sender.mail });
  if (sender.mail) link.href = mailLink(sender.mail);
}

function refuseReply(fault) {
  if (!(fault instanceof Refused)) console.error(fault);
  const known = fault instanceof Refused && fault.reason.startsWith("reply_");
  tellReply(texts[known ? fault.reason : "reply_failed"], true);
}

function faultOf(answer) {
  const place = unexplained();
  if (place >= 0) {
    const name = filled("paper_invoice", { number: draft.manifest.invoices[place].number });
    at(`invoice-${place}-reason`).focus();
    return filled("reason_missing", { invoice: name });
  }
  if (summaryLines(answer).length > 0) return "";
  at("message").focus();
  return texts.reply_empty;
}

async function onSaveReply(event) {
  event.preventDefault();
  if (draft.busy) return;
  const answer = collectedAnswer();
  const fault = faultOf(answer);
  if (fault) {
    tellReply(fault, true);
    return;
  }
  setReplyBusy(true);
  tellReply(texts.reply_sealing, false);
  try {
    offerReply(await sealedReply(draft.manifest, answer, Date.now(), await makeEphemeral()));
    tellReply("", false);
  } catch (failed) {
    refuseReply(failed);
  }
  setReplyBusy(false);
}

// A file dropped beside the form would otherwise replace the page, and with it what was written.
function takeDrops(take) {
  const carriesFiles = (event) => [...event.dataTransfer.types].includes("Files");
  window.addEventListener("dragover", (event) => {
    if (carriesFiles(event)) event.preventDefault();
  });
  window.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    take([...event.dataTransfer.files]);
  });
}

function warnBeforeClosing() {
  window.addEventListener("beforeunload", (event) => {
    if (!draft.unsaved) return;
    event.preventDefault();
    event.returnValue = true; // older browsers ask only then
  });
}

function showWrite(manifest, locale) {
  if (!manifest.reply) return;
  Object.assign(draft, { manifest, locale });
  const { name } = manifest.sender;
  at("write").hidden = false;
  at("write-text").textContent = filled("write_text", { name });
  at("message-label").textContent = filled("message", { name });
  at("message").maxLength = MOST_TEXT;
  at("request-fields").append(...requestFields(manifest));
  at("invoice-fields").append(...invoiceFields(manifest));
  if (manifest.contact) at("contact-fields").append(contactField(manifest.contact));
  const { part, take } = filePart(null, "files", `${texts.add_files}: ${texts.files}`);
  at("file-fields").append(part, made("p", texts.files_hint, "quiet"));
  prepareSaved(manifest.sender);
  showSummary([]);
  at("reply-form").addEventListener("input", onChange);
  at("reply-form").addEventListener("submit", onSaveReply);
  takeDrops(take);
  warnBeforeClosing();
}
