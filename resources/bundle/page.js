// The closed page: a field, a button, and one sentence about what is happening.

// Only when all of the file is read can a missing part be told from one still to come.
const loaded = new Promise((resolve) => {
  document.addEventListener("DOMContentLoaded", resolve, { once: true });
});
let busy = false;

function say(name, refused) {
  at("status").textContent = name ? texts[name] : "";
  at("status").className = refused ? "refused" : "";
}

function setBusy(value) {
  busy = value;
  at("open").setAttribute("aria-disabled", String(value));
  at("words").readOnly = value;
  at("progress").hidden = true;
}

function tellProgress(share) {
  if (at("progress").hidden) {
    say("opening", false);
    at("progress").hidden = false;
  }
  at("progress").value = share;
}

function turnPage(opened) {
  showOpened(opened);
  for (const block of document.querySelectorAll('script[type="application/octet-stream"]')) {
    block.remove();
  }
  at("closed").remove();
  at("opened").hidden = false;
  at("matter").focus();
  window.scrollTo(0, 0);
  at("announcement").textContent = texts.opened;
}

function refuse(fault) {
  if (!(fault instanceof Refused)) console.error(fault);
  setBusy(false);
  say(fault instanceof Refused ? fault.reason : "damaged", true);
  at("words").focus();
  at("words").select();
}

async function onSubmit(event) {
  event.preventDefault();
  if (busy) return;
  if (!normalWords(at("words").value)) {
    say("empty", true);
    at("words").focus();
    return;
  }
  setBusy(true);
  say("checking", false);
  try {
    await loaded;
    const opened = await openBundle(at("words").value, tellProgress);
    at("words").value = "";
    turnPage(opened);
  } catch (fault) {
    refuse(fault);
  }
}

function start() {
  at("no-script").remove();
  at("words-form").hidden = false;
  at("words-form").noValidate = true;
  if (!canOpen()) {
    at("open").disabled = true;
    say("unsupported", true);
    return;
  }
  at("words-form").addEventListener("submit", onSubmit);
  at("words").focus();
  loaded.then(() => {
    if (!at("bundle-end")) say("cut_off", true);
  });
}

start();
