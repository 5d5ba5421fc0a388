// Putting opened content on the page. Content becomes text nodes only: never markup, never a
// preview, and links only with a scheme written here.

const texts = JSON.parse(document.getElementById("texts").textContent);

function at(id) {
  return document.getElementById(id);
}

function filled(name, values) {
  return texts[name].replace(/\{(\w+)\}/g, (_whole, key) => values[key]);
}

function made(tag, text, className) {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  if (className) element.className = className;
  return element;
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

function writtenSize(size, locale) {
  const [unit, share] =
    size < 1000 ? ["byte", 1] : size < 1000000 ? ["kilobyte", 1000] : ["megabyte", 1000000];
  const digits = unit === "megabyte" && size < 10000000 ? 1 : 0;
  return new Intl.NumberFormat(locale, {
    style: "unit", unit, unitDisplay: unit === "byte" ? "long" : "short",
    maximumFractionDigits: digits,
  }).format(size / share);
}

function showFrom(manifest, locale) {
  const { name, title } = manifest.sender;
  const parts = [
    `${texts.from} ${title ? `${name}, ${title}` : name}`,
    `${texts.for} ${manifest.client}`,
    writtenDate(manifest.on, locale, true),
    filled("number", { number: manifest.number }),
  ];
  at("from-line").textContent = parts.join(" · ");
  at("matter").textContent = manifest.matter;
}

function showLetter(manifest, locale) {
  at("happened").hidden = !manifest.letter.trim();
  if (manifest.since_on) {
    const sameYear = manifest.since_on.slice(0, 4) === manifest.on.slice(0, 4);
    const date = writtenDate(manifest.since_on, locale, !sameYear);
    at("happened-heading").textContent = filled("happened_since", { date });
  }
  const paragraphs = manifest.letter.trim().split(/\n\s*\n/);
  at("letter").append(...paragraphs.map((paragraph) => made("p", paragraph.trim())));
}

function stepLine(tag, step, className) {
  const line = made(tag, "", className);
  if (step.lead) line.append(made("strong", step.lead), " ");
  line.append(step.text);
  return line;
}

function showNext(manifest) {
  const steps = manifest.next_steps;
  at("next").hidden = steps.length === 0;
  at("steps").append(...steps.filter((s) => !s.asked).map((s) => stepLine("li", s)));
  at("asked").append(...steps.filter((s) => s.asked).map((s) => stepLine("p", s, "asked")));
}

function costRow(line) {
  const row = made("tr", "", line.strong ? "strong" : "");
  const label = made("th", line.label);
  label.scope = "row";
  row.append(label, made("td", line.amount));
  return row;
}

function showCosts(manifest) {
  at("costs").hidden = !manifest.costs.length && !manifest.costs_note && !manifest.pay_by.length;
  at("cost-rows").append(...manifest.costs.map(costRow));
  at("costs-note").textContent = manifest.costs_note;
  at("costs-note").hidden = !manifest.costs_note;
  at("pay").hidden = manifest.pay_by.length === 0;
  for (const detail of manifest.pay_by) {
    at("pay-details").append(made("dt", detail.label), made("dd", detail.value));
  }
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

function paperRow(file, paper, locale) {
  const row = at("paper-template").content.cloneNode(true);
  const ending = endingOf(file.name);
  row.querySelector("text").textContent = ending.length <= 4 ? ending : "";
  row.querySelector("h3").textContent = file.title;
  row.querySelector("p").textContent = aboutPaper(file, locale);
  const save = row.querySelector("a");
  save.href = URL.createObjectURL(paper);
  save.download = file.name;
  save.setAttribute("aria-label", filled("save_paper", { title: file.title }));
  return row;
}

function showPapers(manifest, papers, locale) {
  const rows = manifest.files.map((file, place) => paperRow(file, papers[place], locale));
  at("paper-list").append(...rows);
  at("paper-list").hidden = rows.length === 0;
  at("no-papers").hidden = rows.length > 0;
}

function showContact(link, scheme, value, address) {
  link.textContent = value;
  if (address) link.href = scheme + address;
  const entry = link.parentElement;
  entry.hidden = entry.previousElementSibling.hidden = !value;
}

function showAnswer(manifest) {
  const { name, phone, mail } = manifest.sender;
  at("answer-text").textContent = filled("answer_text", { name });
  showContact(at("sender-phone"), "tel:", phone, phone.replace(/[^+0-9]/g, ""));
  showContact(at("sender-mail"), "mailto:", mail, encodeURIComponent(mail).replace("%40", "@"));
}

function showOpened({ manifest, papers }) {
  const locale = knownLocale(manifest);
  showFrom(manifest, locale);
  showLetter(manifest, locale);
  showNext(manifest);
  showCosts(manifest);
  showPapers(manifest, papers, locale);
  showAnswer(manifest);
}
