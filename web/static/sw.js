// The service worker: the lab opens without a network after the first visit. The build writes the three constants.
// Files carry their content's hash in the address, so one address never means two contents: they come from the cache.
// The page itself comes from the network whenever there is one, so a new build shows at once.
"use strict";

const build = "{{.Build}}";
const assets = new Map({{.Assets}}); // address -> SHA-256 of the contents that are right
const scenarios = new Set({{.Scenarios}});

const cacheName = "msalab-" + build;
const root = new URL("./", self.location.href);
const patience = 4000; // milliseconds that the network has to answer for the page before the stored one is shown

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET" || !event.request.url.startsWith(root.href)) return;
  if (assets.has(event.request.url.slice(root.href.length))) event.respondWith(openAsset(event.request));
  else if (event.request.mode === "navigate") event.respondWith(openPage(event.request));
});

// install stores the whole build or nothing: one wrong or missing file fails it, and the browser tries again later.
async function install() {
  const entries = await Promise.all([page(), ...Array.from(assets, ([path, sums]) => asset(path, sums))]);
  const cache = await caches.open(cacheName);
  await Promise.all(entries.map(([path, response]) => cache.put(new URL(path, root), response)));
  await self.skipWaiting();
}

async function page() {
  const response = await download("./", "no-cache");
  const text = await response.clone().text();
  if (!text.includes(build)) throw new Error("the page is not of build " + build);
  return ["./", response];
}

async function asset(path, sums) {
  const stored = await caches.match(new URL(path, root));
  if (stored) return [path, stored];
  const response = await download(path, "default");
  const digest = await crypto.subtle.digest("SHA-256", await response.clone().arrayBuffer());
  const sum = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (!sums.includes(sum)) throw new Error(path + " is not of build " + build);
  return [path, response];
}

async function download(path, cache) {
  const response = await fetch(new URL(path, root), { cache });
  if (response.status !== 200 || response.redirected) throw new Error(`${path}: HTTP ${response.status}`);
  return response;
}

async function activate() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("msalab-") && name !== cacheName);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function openAsset(request) {
  const cache = await caches.open(cacheName);
  return (await cache.match(request.url)) || fetch(request);
}

async function openPage(request) {
  const fromNetwork = fetch(request, { cache: "no-cache" });
  const late = new Promise((done) => setTimeout(done, patience));
  const answer = await Promise.race([fromNetwork.catch(() => undefined), late]);
  if (answer && answer.status < 500) return answer;
  return (await stored(request)) || fromNetwork;
}

// stored answers from the cache. A scenario's own page is the same program: the root opens it, the fragment stays.
async function stored(request) {
  const path = new URL(request.url).pathname.slice(root.pathname.length).replace(/(^|\/)index\.html$/, "");
  if (scenarios.has(path.replace(/\/$/, ""))) return Response.redirect(root.href, 302);
  if (path !== "") return undefined;
  const cache = await caches.open(cacheName);
  return cache.match(new URL("./", root));
}
