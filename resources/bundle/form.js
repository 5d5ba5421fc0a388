// Building the form of the answer: labelled fields, choices and lists of files. What they mean is
// in write.js.

const MOST_TEXT = 20000;
const MOST_REASON = 2000;
const MOST_ADDRESS = 1000;
const MOST_LINE = 300;

function control(tag, id, most) {
  const element = made(tag);
  element.id = id;
  element.maxLength = most;
  element.dir = "auto";
  if (tag === "textarea") element.rows = 3;
  else element.type = "text";
  return element;
}

function labelled(text, element) {
  const field = made("div", "", "field");
  const label = made("label", text);
  label.htmlFor = element.id;
  field.append(label, element);
  return field;
}

function fieldSet(id, title) {
  const set = made("fieldset");
  set.id = id;
  set.tabIndex = -1;
  set.append(made("legend", title));
  return set;
}

// Radio buttons; the first is what holds until another is taken. `named` says what is asked.
function choice(id, named, options, whenChanged) {
  const group = made("div", "", "choice");
  group.setAttribute("role", "radiogroup");
  group.setAttribute("aria-label", named);
  options.forEach(([value, text], place) => {
    const label = made("label");
    const button = made("input");
    button.type = "radio";
    button.name = id;
    button.value = value;
    button.checked = place === 0;
    button.setAttribute("aria-label", `${text}: ${named}`);
    button.addEventListener("change", () => whenChanged(value));
    label.append(button, " ", text);
    group.append(label);
  });
  return group;
}

function chosen(id) {
  const button = document.querySelector(`input[name="${id}"]:checked`);
  return button ? button.value : "";
}

function fileButton(text, named, id, taken) {
  const label = made("label", "", "add");
  const input = made("input", "", "heard");
  input.type = "file";
  input.multiple = true;
  input.id = id;
  input.setAttribute("aria-label", named);
  input.addEventListener("change", () => {
    const files = [...input.files];
    input.value = ""; // so that the same file can be added again after it was removed
    taken(files);
  });
  label.append(input, text);
  return label;
}

function fileItem(file, locale, removed) {
  const name = plainName(file.content.name);
  const item = made("li");
  const remove = made("button", texts.remove, "plain");
  remove.type = "button";
  remove.setAttribute("aria-label", filled("remove_file", { name }));
  remove.addEventListener("click", removed);
  const about = made("span");
  about.append(made("bdi", name), made("span", ` ${writtenSize(file.content.size, locale)}`, "quiet"));
  item.append(about, remove);
  return item;
}
