// Package browsertest runs the page in a real, headless Chromium, for tests.
//
// Chromium or Chrome is looked up in PATH. Without one a test is skipped with the reason, except when the environment
// says MSALAB_REQUIRE_BROWSER=1: then it fails, so that a continuous build cannot pass by skipping. WebGL runs in
// software (SwiftShader), so no graphics card is needed.
//
//	p := browsertest.Open(t, browsertest.Options{Lang: "ko-KR"})
//	p.Go("http://127.0.0.1:1234/")
//	p.WaitFor(`document.documentElement.dataset.ready === "1"`)
//	require.Empty(t, p.Violations())
package browsertest

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// Timeout is how long WaitFor waits before the test fails; software rendering on a busy machine is slow.
const Timeout = 60 * time.Second

// Options of a browser. The zero value is a Korean browser with a window of 1280×720 CSS pixels.
type Options struct {
	Lang          string  // the browser's language, such as en-US; "" is ko-KR
	Width, Height int     // of the window's inside, in CSS pixels; 0 is 1280, 720
	Scale         float64 // device pixels in a CSS pixel; 0 is 1
	Touch         bool    // the screen is touched; Fingers does it
	Light         bool    // the system asks for light colours
	ReducedMotion bool    // the system asks for less motion
	Before        string  // JavaScript that runs in every document before its own scripts
}

// Page is one browser with one tab.
type Page struct {
	t   testing.TB
	ctx context.Context

	mu       sync.Mutex
	console  []string
	errors   []string
	requests []string
}

// collector runs before the page's scripts and keeps what the Content-Security-Policy blocked.
const collector = `window.cspViolations = [];
addEventListener("securitypolicyviolation", (e) => cspViolations.push(e.violatedDirective + " " + e.blockedURI + " " + e.sourceFile));`

// Open starts a browser that ends with the test.
func Open(t testing.TB, o Options) *Page {
	t.Helper()
	path := find(t)
	if o.Lang == "" {
		o.Lang = "ko-KR"
	}
	if o.Width == 0 {
		o.Width, o.Height = 1280, 720
	}
	alloc, stopBrowser := chromedp.NewExecAllocator(context.Background(), flags(path, o.Lang)...)
	ctx, closeTab := chromedp.NewContext(alloc)
	t.Cleanup(func() { closeTab(); stopBrowser() })
	p := &Page{t: t, ctx: ctx}
	require.NoError(t, chromedp.Listen(ctx, p.listen), "the browser did not start")
	call(p, network.Enable, network.EnableParams{})
	call(p, log.Enable, cdp.Empty{})
	call(p, runtime.Enable, cdp.Empty{})
	call(p, page.Enable, page.EnableParams{})
	call(p, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: collector + o.Before})
	p.Resize(o.Width, o.Height, max(o.Scale, 1))
	if o.Touch {
		call(p, emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: true, MaxTouchPoints: 5})
	}
	call(p, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: media(o)})
	return p
}

// call sends one command of the DevTools protocol and fails the test when the browser refuses it.
func call[In, Out any](p *Page, command cdp.Command[In, Out], in In) Out {
	p.t.Helper()
	var out Out
	p.Do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) (err error) {
		out, err = cdp.Call(ctx, t, command, in)
		return err
	}))
	return out
}

func find(t testing.TB) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	const reason = "no chromium or google-chrome in PATH, so the page cannot be tested"
	if os.Getenv("MSALAB_REQUIRE_BROWSER") == "1" {
		t.Fatal(reason + " (MSALAB_REQUIRE_BROWSER=1 forbids to skip it)")
	}
	t.Skip(reason)
	return ""
}

func flags(path, lang string) []chromedp.ExecAllocatorOption {
	out := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(path), chromedp.Flag("headless", true), chromedp.NoSandbox, chromedp.NoFirstRun,
		chromedp.Flag("lang", lang), chromedp.Flag("accept-lang", lang), chromedp.Env("LANGUAGE=" + strings.ReplaceAll(lang, "-", "_")),
		chromedp.Flag("use-gl", "angle"), chromedp.Flag("use-angle", "swiftshader"), chromedp.WSURLReadTimeout(Timeout),
	}
	for _, name := range []string{
		"enable-unsafe-swiftshader", "ignore-gpu-blocklist", "disable-quic", "disable-background-networking",
		"disable-component-update", "disable-sync", "disable-dev-shm-usage", "no-default-browser-check",
		"disable-background-timer-throttling", "disable-renderer-backgrounding", "disable-backgrounding-occluded-windows",
	} {
		out = append(out, chromedp.Flag(name, true))
	}
	return out
}

func media(o Options) []*emulation.MediaFeature {
	scheme, motion := "dark", "no-preference"
	if o.Light {
		scheme = "light"
	}
	if o.ReducedMotion {
		motion = "reduce"
	}
	return []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: scheme},
		{Name: "prefers-reduced-motion", Value: motion},
	}
}

func (p *Page) listen(event any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		p.requests = append(p.requests, e.Request.URL)
	case *runtime.EventConsoleAPICalled:
		words := []string{string(e.Type) + ":"}
		for _, arg := range e.Args {
			words = append(words, strings.Trim(string(arg.Value), `"`))
		}
		p.console = append(p.console, strings.Join(words, " "))
	case *runtime.EventExceptionThrown:
		p.errors = append(p.errors, describe(e.ExceptionDetails))
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError {
			p.errors = append(p.errors, e.Entry.Text+" "+e.Entry.URL)
		}
	}
}

func describe(e *runtime.ExceptionDetails) string {
	if e.Exception != nil && e.Exception.Description != "" {
		return e.Exception.Description
	}
	return e.Text
}

// Do runs chromedp actions (clicks, key presses) and fails the test when one fails.
func (p *Page) Do(actions ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	require.NoError(p.t, chromedp.Do(p.ctx, actions...))
}

// Go opens an address and returns as soon as the browser has the document, without waiting for what it loads.
func (p *Page) Go(url string) {
	p.t.Helper()
	result := call(p, page.Navigate, page.NavigateParams{URL: url})
	require.Empty(p.t, result.ErrorText, url)
}

// Eval evaluates a JavaScript expression as if a person had just clicked, awaits it if it is a promise, and returns
// its value. Values of other types than T fail the test.
func Eval[T any](p *Page, expression string) T {
	p.t.Helper()
	clicked := func(params *runtime.EvaluateParams) { params.UserGesture = new(true) }
	value, err := chromedp.Run(p.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise, clicked))
	require.NoError(p.t, err, expression)
	return value
}

// Text evaluates an expression and returns its value, or what its promise settles to, as a string.
func (p *Page) Text(expression string) string {
	p.t.Helper()
	return Eval[string](p, "Promise.resolve("+expression+").then(String)")
}

// WaitFor waits until a JavaScript expression, or what its promise settles to, is true, and fails with the page's errors after Timeout.
func (p *Page) WaitFor(condition string) {
	p.t.Helper()
	settled := "Promise.resolve(" + condition + ").then(Boolean)"
	deadline := time.Now().Add(Timeout)
	for {
		ok, err := chromedp.Run(p.ctx, chromedp.Evaluate[bool](settled, chromedp.EvalAwaitPromise)) // fails while the page changes
		if err == nil && ok {
			return
		}
		if time.Now().After(deadline) {
			require.FailNow(p.t, "never became true: "+condition, "%v\nerrors: %q\nconsole: %q", err, p.Errors(), p.Console())
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// Screenshot returns the tab's inside as a PNG.
func (p *Page) Screenshot() []byte {
	p.t.Helper()
	png, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
	require.NoError(p.t, err)
	return png
}

// AllowDownloads lets the browser save downloads into folder under the names that the page gives them.
func (p *Page) AllowDownloads(folder string) {
	p.t.Helper()
	behavior := browser.SetDownloadBehaviorParams{Behavior: browser.SetDownloadBehaviorBehaviorAllow, DownloadPath: folder}
	call(p, browser.SetDownloadBehavior, behavior)
}

// Violations are what the Content-Security-Policy of the present document blocked.
func (p *Page) Violations() []string {
	p.t.Helper()
	return Eval[[]string](p, "window.cspViolations")
}

// Console is what the page wrote to the console since the browser was opened, as "type: words".
func (p *Page) Console() []string { return p.copyOf(&p.console) }

// Errors are uncaught exceptions and the browser's own error messages since the browser was opened.
func (p *Page) Errors() []string { return p.copyOf(&p.errors) }

// Requests are the addresses that the tab asked for since the browser was opened.
func (p *Page) Requests() []string { return p.copyOf(&p.requests) }

func (p *Page) copyOf(list *[]string) []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string{}, *list...)
}

// Serve serves a handler on this machine until the test ends, and returns the server; its URL has no slash at its end.
func Serve(t testing.TB, h http.Handler) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(func() { server.CloseClientConnections(); server.Close() })
	return server
}
