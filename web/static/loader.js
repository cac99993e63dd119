// The loader: shows how far the download is, starts the program, and says plainly what is wrong when it cannot.
// The program answers through two events on window: "msalab:ready" (its first frame is drawn) and "msalab:fail"
// (detail: a message). Everything else between the two sides is the document itself.
"use strict";

(() => {
  // A scenario's page has a <base> that points to the root; resolved now, because the address changes later.
  const root = new URL("./", document.baseURI);
  const page = document.documentElement;
  const silenceLimit = 45000; // milliseconds without a single byte before the download counts as failed
  const lostAgain = 20000; // milliseconds: a graphics device lost again so soon will not come back by reloading
  const outputLimit = 4000; // characters of the program's last words that the card shows

  const problems = {
    wasm: {
      ko: ["이 브라우저에서는 열 수 없어요", "WebAssembly를 쓸 수 없어요. Chrome, Edge, Firefox, Safari의 최신 버전에서 열어 주세요. 기업 보안 설정이 막고 있을 수도 있어요."],
      en: ["This browser cannot open the lab", "WebAssembly is missing or blocked. Please open the page in a current Chrome, Edge, Firefox or Safari."],
    },
    webgl: {
      ko: ["그림을 그릴 수 없어요", "WebGL 2를 쓸 수 없어요. 브라우저 설정에서 하드웨어 가속을 켜고 다시 열거나 다른 브라우저에서 열어 주세요."],
      en: ["The picture cannot be drawn", "WebGL 2 is missing. Please turn on hardware acceleration in the browser's settings, or use another browser."],
    },
    unpack: {
      ko: ["브라우저가 오래됐어요", "압축을 푸는 기능(DecompressionStream)이 없어요. 브라우저를 최신 버전으로 올린 뒤 다시 열어 주세요."],
      en: ["This browser is too old", "It has no DecompressionStream to unpack the download. Please update the browser and open the page again."],
    },
    download: {
      ko: ["내려받지 못했어요", "네트워크 연결을 확인한 뒤 다시 시도해 주세요."],
      en: ["The download failed", "Please check the network connection and try again."],
    },
    start: {
      ko: ["시작하지 못했어요", "내려받은 프로그램을 실행할 수 없어요. 다시 시도해도 같으면 브라우저를 최신 버전으로 올려 주세요."],
      en: ["The program did not start", "The downloaded program could not be run. If trying again does not help, please update the browser."],
    },
    lost: {
      ko: ["그림이 사라졌어요", "그래픽 장치가 화면을 거두어 갔어요. 다시 시도하면 주소에 적힌 링크로, 보던 단계로 돌아가요."],
      en: ["The picture was lost", "The graphics device took the drawing away. Try again to return to the step in the address bar."],
    },
    stopped: {
      ko: ["프로그램이 멈췄어요", "다시 시도하면 주소에 적힌 링크부터 다시 시작해요."],
      en: ["The program stopped", "Try again to start from the link in the address bar."],
    },
  };

  const element = (id) => document.getElementById(id);
  const meta = (name) => document.querySelector(`meta[name="${name}"]`);

  // remembered reads what the person chose before; storage can be forbidden, and then nothing was chosen.
  function remembered(key) {
    try {
      return window.localStorage.getItem(key);
    } catch (_) {
      return null;
    }
  }

  function language() {
    const chosen = remembered("msalab.lang");
    if (chosen === "ko" || chosen === "en") return chosen;
    return /^ko\b/i.test(navigator.language || "ko") ? "ko" : "en";
  }

  const lang = language();

  function translate() {
    page.lang = lang;
    const theme = remembered("msalab.theme");
    if (theme === "light" || theme === "dark") page.dataset.theme = theme;
    if (lang === "ko") return;
    for (const part of document.querySelectorAll("[data-en]")) part.textContent = part.dataset.en;
  }

  // A failure that the person can read: which card to show, and the technical reason below it.
  class Problem extends Error {
    constructor(kind, detail) {
      super(detail);
      this.kind = kind;
    }
  }

  let failed = false;

  // fail shows the card of one kind of problem, in the person's language first. The first failure is the true one.
  function fail(kind, detail) {
    if (failed) return;
    failed = true;
    const other = lang === "ko" ? "en" : "ko";
    const [title, first] = problems[kind][lang];
    element("problem-title").textContent = title;
    element("problem-first").textContent = first;
    element("problem-second").textContent = problems[kind][other].join(". ");
    element("problem-second").lang = other;
    element("problem-detail").textContent = detail || "";
    element("problem-detail").hidden = !detail;
    element("loading").hidden = true;
    element("problem").hidden = false;
    page.dataset.failed = kind;
    element("retry").onclick = () => (kind === "download" ? again() : location.reload());
    element("retry").focus();
  }

  function again() {
    failed = false;
    delete page.dataset.failed;
    element("problem").hidden = true;
    element("loading").hidden = false;
    progress(0, 1);
    load();
  }

  function status(ko, en) {
    element("status").textContent = lang === "ko" ? ko : en;
  }

  function progress(received, total) {
    const percent = Math.min(100, Math.floor((received / total) * 100));
    const mega = (bytes) => (bytes / 1e6).toFixed(1);
    element("bar").value = percent;
    element("amount").textContent = received ? `${mega(received)} / ${mega(total)} MB · ${percent}%` : "";
  }

  function checkBrowser() {
    if (typeof WebAssembly !== "object" || typeof Go !== "function") throw new Problem("wasm");
    const gl = document.createElement("canvas").getContext("webgl2");
    if (!gl) throw new Problem("webgl");
    const ext = gl.getExtension("WEBGL_lose_context"); // browsers allow few contexts: give this one back
    if (ext) ext.loseContext();
  }

  // body turns a response into a stream of the module's own bytes. The first bytes, not the headers, tell whether the
  // host has already undone the compression; both sizes are known from the build, so progress is honest either way.
  async function body(response, watch) {
    const reader = response.body.getReader();
    const [head, ended] = await headOf(reader);
    const magic = Array.from(head.subarray(0, 4)).join();
    const packed = magic.startsWith("31,139,");
    if (!packed && magic !== "0,97,115,109") throw new Problem("download", "the answer is not the program: " + response.url);
    if (packed && typeof DecompressionStream !== "function") throw new Problem("unpack");
    const sizes = meta("msalab-module").dataset;
    const stream = counted(reader, head, ended, Number(packed ? sizes.packed : sizes.plain), watch);
    return packed ? stream.pipeThrough(new DecompressionStream("gzip")) : stream;
  }

  // headOf reads until at least four bytes are there, or the stream has ended.
  async function headOf(reader) {
    let head = new Uint8Array(0);
    while (head.length < 4) {
      const { done, value } = await reader.read();
      if (done) return [head, true];
      const longer = new Uint8Array(head.length + value.length);
      longer.set(head);
      longer.set(value, head.length);
      head = longer;
    }
    return [head, false];
  }

  function counted(reader, head, ended, total, watch) {
    let received = 0;
    const pass = (controller, bytes) => {
      received += bytes.length;
      progress(received, total);
      watch.heard();
      controller.enqueue(bytes);
    };
    return new ReadableStream({
      start(controller) {
        pass(controller, head);
      },
      async pull(controller) {
        try {
          const { done, value } = ended ? { done: true } : await reader.read();
          if (!done) return pass(controller, value);
          if (received !== total) throw new Error(`the download ended after ${received} of ${total} bytes`);
        } catch (error) {
          watch.broken = error; // the compiler only says that its stream broke
          throw error;
        }
        status("시작하는 중이에요", "Starting");
        controller.close();
      },
      cancel: (reason) => reader.cancel(reason),
    });
  }

  // fetchModule downloads and compiles at the same time. A stream that breaks is a failed download, whoever notices.
  async function fetchModule(imports) {
    const abort = new AbortController();
    let timer;
    const watch = {
      broken: undefined,
      heard() {
        clearTimeout(timer);
        timer = setTimeout(() => abort.abort(new Error("nothing arrived for too long")), silenceLimit);
      },
    };
    watch.heard();
    try {
      const response = await answer(new URL(meta("msalab-module").content, root), abort.signal);
      return await instantiate(await body(response, watch), imports);
    } catch (error) {
      if (error instanceof Problem) throw error;
      throw new Problem(watch.broken ? "download" : "start", String(watch.broken || error));
    } finally {
      clearTimeout(timer);
    }
  }

  async function answer(url, signal) {
    const response = await fetch(url, { signal }).catch((error) => {
      throw new Problem("download", String(error));
    });
    if (!response.ok) throw new Problem("download", `HTTP ${response.status} ${url}`);
    return response;
  }

  async function instantiate(stream, imports) {
    const response = new Response(stream, { headers: { "Content-Type": "application/wasm" } });
    if (WebAssembly.instantiateStreaming) return (await WebAssembly.instantiateStreaming(response, imports)).instance;
    return (await WebAssembly.instantiate(await response.arrayBuffer(), imports)).instance;
  }

  // listen keeps what the program writes last, so that a panic can be shown: Go prints its panics and then exits.
  function listen() {
    const decoder = new TextDecoder();
    const write = globalThis.fs.writeSync;
    let output = "";
    globalThis.fs.writeSync = (fd, bytes) => {
      output = (output + decoder.decode(bytes, { stream: true })).slice(-16 * outputLimit);
      return write.call(globalThis.fs, fd, bytes);
    };
    return () => {
      const start = Math.max(output.lastIndexOf("panic: "), output.lastIndexOf("fatal error: "), 0);
      return output.slice(start).trim().slice(0, outputLimit);
    };
  }

  // nextPaint lets the browser show the full bar before the program takes the thread; a hidden tab never paints.
  function nextPaint() {
    if (document.hidden) return Promise.resolve();
    return new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  }

  async function run(go, instance, lastWords) {
    window.addEventListener("error", (event) => {
      if (event.error instanceof WebAssembly.RuntimeError) fail("stopped", [event.error, lastWords()].join("\n").trim());
    });
    let code = 0;
    go.exit = (value) => (code = value);
    try {
      await go.run(instance);
    } catch (error) {
      throw new Problem("stopped", [error, lastWords()].join("\n").trim());
    }
    throw new Problem("stopped", lastWords() || `exit ${code}`);
  }

  // keepOffline registers the service worker once the program is here, so that it never competes with the download.
  function keepOffline() {
    if (!window.isSecureContext || !navigator.serviceWorker) return;
    const options = { scope: root.pathname, updateViaCache: "none" };
    navigator.serviceWorker.register(new URL("sw.js", root), options).catch((error) => console.warn("offline copy:", error));
  }

  async function load() {
    try {
      checkBrowser();
      status("불러오는 중이에요", "Loading");
      const go = new Go();
      go.argv = ["msalab"];
      const instance = await fetchModule(go.importObject);
      keepOffline();
      const lastWords = listen();
      await nextPaint();
      await run(go, instance, lastWords);
    } catch (error) {
      fail(error.kind || "start", error.kind ? error.message : String(error));
    }
  }

  // The engine cancels the default of every key that its canvas sees, which would take the browser's own keys away and
  // trap a keyboard user. Those keys stop here, before the canvas: combinations with Ctrl, Meta or Alt, the F-keys, and
  // Tab when Esc was the key before it. Key releases always pass, so that no key stays pressed. AltGr types characters.
  let leaving = false;

  function belongsToBrowser(event) {
    if (/^F\d+$/.test(event.code)) return true;
    if (event.getModifierState("AltGraph")) return false;
    if (event.ctrlKey || event.metaKey) return true;
    return event.altKey && !/^Alt/.test(event.code);
  }

  function onKey(event) {
    if (!(event.target instanceof HTMLCanvasElement)) return;
    const tabOut = leaving && event.code === "Tab";
    if (!/^Shift/.test(event.code)) leaving = event.code === "Escape";
    if (tabOut || belongsToBrowser(event)) event.stopImmediatePropagation();
  }

  function onReady() {
    const canvas = document.querySelector("canvas");
    if (!canvas) return;
    canvas.setAttribute("role", "application");
    const label = () =>
      canvas.setAttribute(
        "aria-label",
        page.lang === "en" ? "MSA Lab simulation. Press Esc, then Tab, to leave it." : "MSA Lab 시뮬레이션. Esc 다음에 Tab을 누르면 밖으로 나가요.",
      );
    label();
    new MutationObserver(label).observe(page, { attributeFilter: ["lang"] });
    canvas.addEventListener("touchcancel", onTouchCancel);
    if (window.parent === window) canvas.focus();
  }

  // The engine takes every turn of the wheel; one with Ctrl, which is also a pinch on a trackpad, zooms the page.
  function onWheel(event) {
    if (event.ctrlKey) event.stopImmediatePropagation();
  }

  // The engine does not hear of touches that the system takes away (a gesture of its own, a call). For a moment it is
  // told of a second finger, so that what follows is not taken for a tap, and then that all are lifted.
  function onTouchCancel(event) {
    const canvas = event.currentTarget;
    const tell = (type, touches) => {
      const told = new Event(type, { cancelable: true });
      told.targetTouches = { length: touches.length, item: (i) => touches[i] };
      canvas.dispatchEvent(told);
    };
    const { clientX = 0, clientY = 0 } = event.changedTouches[0] || {};
    tell("touchstart", [-1, -2].map((identifier) => ({ identifier, clientX, clientY })));
    requestAnimationFrame(() => requestAnimationFrame(() => tell("touchend", [])));
  }

  // When the graphics driver takes the drawing away, the engine reloads the page, which comes back to the link in the
  // address. If that happens again soon after, reloading does not help: then the card says so, and its button reloads.
  function onContextLost(event) {
    if (!(event.target instanceof HTMLCanvasElement) || !event.target.isConnected) return; // the probe of checkBrowser
    const key = "msalab.lost";
    const before = Number(kept(key)) || 0;
    keep(key, Date.now());
    if (Date.now() - before > lostAgain) return;
    event.stopImmediatePropagation();
    event.preventDefault();
    fail("lost");
  }

  function kept(key) {
    try {
      return window.sessionStorage.getItem(key);
    } catch (_) {
      return null;
    }
  }

  function keep(key, value) {
    try {
      window.sessionStorage.setItem(key, value);
    } catch (_) {
      // Storage is forbidden: then every loss counts as the first.
    }
  }

  window.addEventListener("keydown", onKey, true);
  window.addEventListener("wheel", onWheel, { capture: true, passive: true });
  window.addEventListener("webglcontextlost", onContextLost, true);
  window.addEventListener("msalab:ready", onReady);
  window.addEventListener("msalab:fail", (event) => fail("stopped", event.detail));
  translate();
  load();
})();
