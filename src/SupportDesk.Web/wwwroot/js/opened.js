// "Opened" is recorded after two seconds in view, by the hidden form the dossier carries for someone at its level; never by the GET itself.
const form = document.querySelector("form[data-opened]");

if (form) {
  let timer;
  const watch = () => {
    clearTimeout(timer);
    if (document.visibilityState === "visible") timer = setTimeout(send, 2000);
  };
  const send = async () => {
    document.removeEventListener("visibilitychange", watch);
    const answer = await fetch(form.action, { method: "post", body: new FormData(form), headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer?.ok) document.addEventListener("visibilitychange", watch);
  };
  document.addEventListener("visibilitychange", watch);
  watch();
}
