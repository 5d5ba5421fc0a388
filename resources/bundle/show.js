// Putting opened content on the page. Content becomes text nodes only, never markup, and links
// only with a scheme written here.

const texts = JSON.parse(document.getElementById("texts").textContent);

const SHORT = 24;

function at(id) {
  return document.getElementById(id);
}

function filled(name, values) {
  return texts[name].replace(/\{(\w+)\}/g, (_whole, key) => values[key]);
}

function counted(name, count, values) {
  return filled(`${name}_${count === 1 ? "one" : "many"}`, { count, ...values });
}

function made(tag, text, className) {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  if (className) element.className = className;
  return element;
}

// Names can hold signs that turn the direction of what follows, so that "exe" is read as "txt".
function plainName(name) {
  return String(name).replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, "\ufffd");
}

function paragraphs(text) {
  const parts = (text || "").trim().split(/\n\s*\n/).filter(Boolean);
  return parts.map((part) => made("p", part.trim(), "lines"));
}

function knownLocale(manifest) {
  try {
    return Intl.getCanonicalLocales(manifest.locale.replaceAll("_", "-"))[0];
  } catch {
    return document.documentElement.lang;
  }
}

function writtenDate(iso, locale, withYear) {
  const [year, month, day] = iso.split("-").map(Number);
  const style = { day: "numeric", month: "long", timeZone: "UTC" };
  if (withYear) style.year = "numeric";
  return new Intl.DateTimeFormat(locale, style).format(Date.UTC(year, month - 1, day));
}

// A day as one says it: the year only where it is another one than the letter's.
function saidDate(iso, manifest, locale) {
  return writtenDate(iso, locale, iso.slice(0, 4) !== manifest.on.slice(0, 4));
}

function writtenSize(size, locale) {
  const [unit, share] =
    size < 1000 ? ["byte", 1] : size < 1000000 ? ["kilobyte", 1000] : ["megabyte", 1000000];
  const digits = unit === "megabyte" && size < 10000000 ? 1 : 0;
  return new Intl.NumberFormat(locale, {
    style: "unit", unit, unitDisplay: unit === "byte" ? "long" : "short",
    maximumFractionDigits: digits,
  }).format(size / share);
}

function linkTo(id, text) {
  const link = made("a", text);
  link.href = `#${id}`;
  return link;
}

function listOf(manifest, name) {
  return Array.isArray(manifest[name]) ? manifest[name] : [];
}

// The matters of some parts, where naming them tells anything.
function matterNames(parts, manifest) {
  const names = [...new Set(parts.map((part) => part.matter).filter(Boolean))];
  return names.length === 1 && names[0] === manifest.matter ? [] : names;
}

function showFrom(manifest, locale) {
  const { name, title } = manifest.sender;
  const parts = [
    `${texts.from} ${title ? `${name}, ${title}` : name}`,
    `${texts.for} ${manifest.client}`,
    writtenDate(manifest.on, locale, true),
  ];
  if (!manifest.is_test) parts.push(filled("number", { number: manifest.number }));
  at("from-line").textContent = parts.join(" · ");
  at("matter").textContent = manifest.matter;
  at("test").hidden = !manifest.is_test;
  at("note").textContent = manifest.note || "";
  at("note").hidden = !manifest.note;
}

// What an update says about one thing, under its matter and day.
function updateParts(manifest, member, locale) {
  const told = listOf(manifest, "updates").filter((update) => (update[member] || "").trim());
  const named = matterNames(listOf(manifest, "updates"), manifest).length > 0;
  return told.flatMap((update) => {
    const date = saidDate(update.on, manifest, locale);
    const title = named ? `${update.matter}, ${date}` : date;
    const heading = named || told.length > 1 ? [made("h3", title)] : [];
    return [...heading, ...paragraphs(update[member])];
  });
}

function showHappened(manifest, locale) {
  if (manifest.since_on) {
    const date = saidDate(manifest.since_on, manifest, locale);
    at("happened-heading").textContent = filled("happened_since", { date });
  }
  at("letter").append(...paragraphs(manifest.letter));
  at("happened-updates").append(...updateParts(manifest, "happened", locale));
  at("happened").hidden =
    !at("letter").childElementCount && !at("happened-updates").childElementCount;
}

function stepLine(tag, step, className) {
  const line = made(tag, "", className);
  if (step.lead) line.append(made("strong", step.lead), " ");
  line.append(step.text);
  return line;
}

function showNext(manifest, locale) {
  const steps = manifest.next_steps.filter((step) => !step.asked);
  at("steps").append(...steps.map((step) => stepLine("li", step)));
  at("next-updates").append(...updateParts(manifest, "next", locale));
  at("next").hidden = !steps.length && !at("next-updates").childElementCount;
}

function requestItem(request, place, manifest, locale) {
  const item = made("li", "", "asked");
  const due = request.due_on && filled("by_date", { date: saidDate(request.due_on, manifest, locale) });
  const several = matterNames(listOf(manifest, "requests"), manifest).length > 0;
  const title = made("p", "", "name");
  title.append(made("strong", request.title));
  const facts = [due, several && request.matter].filter(Boolean).join(" · ");
  if (facts) title.append(made("span", ` ${facts}`, "quiet"));
  item.append(title, ...paragraphs(request.detail));
  if (manifest.reply) {
    const link = linkTo(`request-${place}`, texts.answer_now);
    link.setAttribute("aria-label", `${texts.answer_now}: ${request.title}`);
    item.append(link);
  }
  return item;
}

function showNeeded(manifest, locale) {
  const asked = manifest.next_steps.filter((step) => step.asked);
  const needed = updateParts(manifest, "needed", locale);
  at("asked").append(...asked.map((step) => stepLine("p", step, "asked")));
  if (needed.length) {
    const box = made("div", "", "asked");
    box.append(...needed);
    at("asked").append(box);
  }
  const requests = listOf(manifest, "requests");
  at("request-list").append(
    ...requests.map((request, place) => requestItem(request, place, manifest, locale)));
  at("needed").hidden = !asked.length && !needed.length && !requests.length;
}

// An amount stays on one line; what stands in its place and is longer may not widen the page.
function amountCell(text, label) {
  const cell = made("td", text, text.length <= SHORT ? "short" : "");
  if (label) cell.dataset.label = label;
  return cell;
}

function costRow(line) {
  const row = made("tr", "", line.strong ? "strong" : "");
  const label = made("th", line.label);
  label.scope = "row";
  row.append(label, amountCell(line.amount));
  return row;
}

function invoiceFacts(invoice, manifest, locale) {
  const facts = [saidDate(invoice.issued_on, manifest, locale)];
  if (matterNames(listOf(manifest, "invoices"), manifest).length) facts.push(invoice.matter);
  const waits = invoice.standing === "open" || invoice.standing === "overdue";
  if (waits && invoice.due_on) {
    facts.push(filled("due", { date: saidDate(invoice.due_on, manifest, locale) }));
  }
  return facts.join(" · ");
}

function invoiceLinks(invoice, place, manifest) {
  const links = [];
  const name = filled("paper_invoice", { number: invoice.number });
  if (manifest.files[invoice.file]) {
    links.push(linkTo(`paper-${invoice.file}`, texts.see_paper));
  }
  if (manifest.reply) {
    const ask = linkTo(`invoice-${place}`, texts.ask_invoice);
    ask.addEventListener("click", (event) => askAbout(event, place));
    links.push(ask);
  }
  for (const link of links) link.setAttribute("aria-label", `${link.textContent}: ${name}`);
  return links.flatMap((link, index) => (index ? [" · ", link] : [link]));
}

function invoiceRow(invoice, place, manifest, locale) {
  const row = made("tr");
  const label = made("th");
  label.scope = "row";
  const title = made("p", "", "name");
  title.append(filled("paper_invoice", { number: invoice.number }));
  const known = texts[`standing_${invoice.standing}`];
  if (known) title.append(" ", made("span", known, `standing ${invoice.standing}`));
  const links = made("p", "", "links");
  links.append(...invoiceLinks(invoice, place, manifest));
  label.append(title, made("p", invoiceFacts(invoice, manifest, locale), "quiet"), links);
  row.append(
    label, amountCell(invoice.total, texts.total), amountCell(invoice.open, texts.still_open));
  return row;
}

function heldLine(held, manifest, locale) {
  const date = saidDate(held.on, manifest, locale);
  const name = held.matter && held.matter !== manifest.matter ? "held_matter" : "held";
  return made("li", filled(name, { amount: held.amount, matter: held.matter, date }));
}

function accountRow(entry, locale) {
  const row = made("tr");
  const label = made("th", entry.what);
  label.scope = "row";
  const day = made("td", writtenDate(entry.on, locale, true), "day");
  row.append(
    day, label, amountCell(entry.amount, texts.amount), amountCell(entry.balance, texts.balance));
  return row;
}

function showPay(manifest) {
  at("pay").hidden = manifest.pay_by.length === 0;
  for (const detail of manifest.pay_by) {
    at("pay-details").append(made("dt", detail.label), made("dd", detail.value));
  }
}

function showCosts(manifest, locale) {
  const parts = {
    "cost-table": manifest.costs,
    "invoice-table": listOf(manifest, "invoices"),
    held: listOf(manifest, "held"),
    account: listOf(manifest, "account"),
    pay: manifest.pay_by,
  };
  at("cost-rows").append(...manifest.costs.map(costRow));
  at("invoice-rows").append(...parts["invoice-table"].map(
    (invoice, place) => invoiceRow(invoice, place, manifest, locale)));
  at("costs-note").textContent = manifest.costs_note;
  at("costs-note").hidden = !manifest.costs_note;
  at("held").append(...parts.held.map((held) => heldLine(held, manifest, locale)));
  at("account-rows").append(...parts.account.map((entry) => accountRow(entry, locale)));
  showPay(manifest);
  for (const [id, shown] of Object.entries(parts)) at(id).hidden = shown.length === 0;
  at("costs").hidden =
    !manifest.costs_note && Object.values(parts).every((shown) => shown.length === 0);
}

function endingOf(name) {
  const ending = /\.([A-Za-z0-9]{1,5})$/.exec(name);
  return ending ? ending[1].toUpperCase() : "";
}

function aboutPaper(file, locale) {
  const facts = [endingOf(file.name)];
  if (file.pages === 1) facts.push(texts.page_one);
  if (file.pages > 1) facts.push(filled("page_many", { count: file.pages }));
  facts.push(writtenSize(file.size, locale));
  const line = facts.filter(Boolean).join(", ");
  return file.is_new ? `${line} · ${texts.new}` : line;
}

function paperRow(file, place, paper, locale) {
  const row = at("paper-template").content.cloneNode(true);
  const title = plainName(file.title);
  const ending = endingOf(file.name);
  row.querySelector("li").id = `paper-${place}`;
  row.querySelector("text").textContent = ending.length <= 4 ? ending : "";
  row.querySelector(".name").textContent = title;
  row.querySelector(".quiet").textContent = aboutPaper(file, locale);
  const save = row.querySelector("a");
  save.href = URL.createObjectURL(paper);
  save.download = file.name;
  save.setAttribute("aria-label", filled("save_paper", { title }));
  offerView(row, file, paper, title);
  return row;
}

function showPapers(manifest, papers, locale) {
  const groups = new Map();
  const several = matterNames(manifest.files, manifest).length > 0;
  manifest.files.forEach((file, place) => {
    const matter = several ? file.matter || "" : "";
    if (!groups.has(matter)) groups.set(matter, made("ul", "", "paper-list"));
    groups.get(matter).append(paperRow(file, place, papers[place], locale));
  });
  for (const [matter, list] of groups) {
    if (matter) at("paper-groups").append(made("h3", matter));
    at("paper-groups").append(list);
  }
  at("no-papers").hidden = manifest.files.length > 0;
}

function mailLink(mail) {
  return `mailto:${encodeURIComponent(mail).replace("%40", "@")}`;
}

function showContact(link, value, address) {
  link.textContent = value;
  if (value) link.href = address;
  const entry = link.parentElement;
  entry.hidden = entry.previousElementSibling.hidden = !value;
}

function showAnswer(manifest) {
  const { name, phone, mail } = manifest.sender;
  at("answer-text").textContent = filled("answer_text", { name });
  if (manifest.reply) at("answer-heading").textContent = texts.answer_other;
  at("help-answer").hidden = !manifest.reply;
  showContact(at("sender-phone"), phone, `tel:${phone.replace(/[^+0-9]/g, "")}`);
  showContact(at("sender-mail"), mail, mailLink(mail));
}

function showContents() {
  const sections = [...document.querySelectorAll("#opened > section")].filter((s) => !s.hidden);
  const links = sections.map((section) => {
    const item = made("li");
    item.append(linkTo(section.id, section.querySelector("h2").textContent));
    return item;
  });
  at("contents").firstElementChild.append(...links);
}

function showOpened({ manifest, papers }) {
  const locale = knownLocale(manifest);
  showFrom(manifest, locale);
  showHappened(manifest, locale);
  showNext(manifest, locale);
  showNeeded(manifest, locale);
  showCosts(manifest, locale);
  showPapers(manifest, papers, locale);
  showWrite(manifest, locale);
  showAnswer(manifest);
  showContents();
}
