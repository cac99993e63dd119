// The presenter's notes: what the lab's window says about the beat on screen, and keys that move the talk there.
// The two windows share one channel: {page: JSON} comes from the lab, {command: name} goes to it.
"use strict";

(() => {
  const channel = new BroadcastChannel("msalab-notes");
  const root = document.documentElement;
  const at = (id) => document.getElementById(id);
  const commands = new Set(["next", "back", "home", "end", "ask", "blank"]);
  const chatLimit = 2000; // characters of a message
  const helloAfter = 1500; // milliseconds between two tries to find the lab's window
  const texts = {
    ko: { planned: "이 장면까지 계획", last: "마지막 장면이에요.", copied: "복사했어요" },
    en: { planned: "planned up to here", last: "This is the last beat.", copied: "Copied" },
  };
  let page; // what is shown; undefined until the lab answers

  for (const e of document.querySelectorAll("[data-en]")) e.dataset.ko = e.textContent;

  const send = (command) => channel.postMessage({ command });

  function two(n) {
    return String(n).padStart(2, "0");
  }

  const minutes = (seconds) => two(Math.floor(seconds / 60)) + ":" + two(seconds % 60);

  function fill(list, items) {
    list.replaceChildren(
      ...items.map((text) => {
        const item = document.createElement("li");
        item.textContent = text;
        return item;
      }),
    );
  }

  function show(next) {
    page = next;
    const words = texts[page.lang] || texts.ko;
    root.lang = page.lang;
    root.dataset.theme = page.light ? "light" : "dark";
    for (const e of document.querySelectorAll("[data-en]")) e.textContent = page.lang === "en" ? e.dataset.en : e.dataset.ko;
    at("waiting").hidden = true;
    at("beat").hidden = false;
    at("title").textContent = page.title;
    at("count").textContent = `${page.beat} / ${page.beats}`;
    at("says").textContent = page.says;
    at("more").textContent = page.more;
    fill(at("notes"), page.notes);
    at("ask").hidden = at("copy").hidden = !page.ask;
    at("question").textContent = page.ask || "";
    fill(at("choices"), page.choices || []);
    at("answer").textContent = page.answer || "";
    at("next").textContent = page.next || words.last;
    at("whole").textContent = "/ " + minutes(page.minutes * 60);
    at("plan").textContent = page.planned > 0 ? `${words.planned} ${minutes(page.planned)}` : "";
    tick();
  }

  // rest waits for the next talk: this one was left.
  function rest() {
    page = undefined;
    at("waiting").hidden = false;
    at("beat").hidden = at("copy").hidden = true;
    for (const id of ["count", "whole", "plan"]) at(id).textContent = "";
    at("title").textContent = "MSA Lab";
  }

  function tick() {
    if (!page) return;
    const spent = page.begun ? Math.max(Math.floor((Date.now() - page.begun) / 1000), 0) : 0;
    at("spent").textContent = minutes(spent);
    at("clock").classList.toggle("over", page.minutes > 0 && spent > page.minutes * 60);
  }

  async function copy() {
    const lines = [page.ask, ...(page.choices || []).map((text, i) => `${i + 1}\uFE0F\u20E3 ${text}`)];
    await navigator.clipboard.writeText(lines.join("\n").slice(0, chatLimit));
    at("copy").textContent = (texts[page.lang] || texts.ko).copied;
  }

  channel.onmessage = (event) => {
    try {
      if (typeof event.data.page !== "string") return;
      if (event.data.page) show(JSON.parse(event.data.page));
      else rest();
    } catch (error) {
      console.warn("notes:", error);
    }
  };

  const keys = {
    Space: "next", ArrowRight: "next", PageDown: "next", ArrowLeft: "back", PageUp: "back",
    Home: "home", End: "end", KeyQ: "ask", KeyB: "blank",
  };

  window.addEventListener("keydown", (event) => {
    const command = keys[event.code];
    if (!command || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.code === "Space" && event.target instanceof HTMLButtonElement) return; // presses the button
    event.preventDefault();
    send(command);
  });

  for (const button of document.querySelectorAll("[data-command]")) {
    button.addEventListener("click", () => commands.has(button.dataset.command) && send(button.dataset.command));
  }
  at("copy").addEventListener("click", () => copy().catch((error) => console.warn("copy:", error)));

  setInterval(tick, 250);
  const hello = setInterval(() => (page ? clearInterval(hello) : send("hello")), helloAfter);
  send("hello");
})();
