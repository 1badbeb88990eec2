// Live pages. An element says what it shows (data-live="ticket:1042 queue") and how it is fetched (hx-get, hx-trigger="live"). The stream
// says only which topic changed, so the fetch asks for permission again. It is open only while the page is in view; a page that comes back
// into view fetches first. An element with data-news counts instead and lets its reader decide: <button class="news" data-news hidden>.
const places = () => [...document.querySelectorAll("[data-live]")];
const topicsOf = place => place.dataset.live.split(/\s+/).filter(Boolean);
const last = new WeakMap();
let stream;

function fetchAgain(place, spread) {
  const pause = Number(place.dataset.pause ?? 0) * 1000;
  const wait = Math.max(spread ? Math.random() * 1000 : 0, (last.get(place) ?? 0) + pause - Date.now());
  last.set(place, Date.now() + wait);
  setTimeout(() => place.isConnected && window.htmx?.trigger(place, "live"), wait);
}

function changed(topic) {
  for (const place of places()) {
    if (!topicsOf(place).includes(topic)) continue;
    const news = document.querySelector(`[data-news="${CSS.escape(place.id)}"]`);
    if (news) count(news);
    else fetchAgain(place, place.hasAttribute("data-pause"));
  }
}

function count(news) {
  const number = Number(news.dataset.count ?? 0) + 1;
  news.dataset.count = number;
  news.textContent = `${number} new. Show ${number === 1 ? "it" : "them"}`;
  news.hidden = false;
}

addEventListener("click", event => {
  const news = event.target.closest?.("[data-news]");
  if (!news) return;
  news.hidden = true;
  news.dataset.count = 0;
  const place = document.getElementById(news.dataset.news);
  if (place?.hasAttribute("hx-get")) fetchAgain(place, false);
  else location.reload();
});

function open() {
  const topics = [...new Set(places().flatMap(topicsOf))];
  if (topics.length === 0 || stream) return;
  stream = new EventSource("/live?" + new URLSearchParams(topics.map(topic => ["topic", topic])));
  stream.addEventListener("changed", event => changed(event.data));
}

function close() {
  stream?.close();
  stream = undefined;
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) return close();
  open();
  for (const place of places()) if (!document.querySelector(`[data-news="${CSS.escape(place.id)}"]`)) fetchAgain(place, false);
});
addEventListener("pagehide", close);
addEventListener("pageshow", event => event.persisted && open());
if (!document.hidden) open();
