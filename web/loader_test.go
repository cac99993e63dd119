//go:build !embedpage

package web

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/kookmin-msa-study/msalab/web/browsertest"
	"github.com/stretchr/testify/require"
)

const tinyRan = `document.documentElement.dataset.tiny === "ran"`

// tinyModule compiles the small program of testdata once for all tests.
var tinyModule = sync.OnceValues(func() (module, error) {
	temp, err := os.MkdirTemp("", "msalab-test-")
	if err != nil {
		return module{}, err
	}
	defer os.RemoveAll(temp)
	return compile(context.Background(), tiny(), filepath.Join(temp, "tiny.wasm"))
})

func tinyHandler(t *testing.T, scenarios []Scenario) http.Handler {
	t.Helper()
	m, err := tinyModule()
	require.NoError(t, err)
	page, err := assemble(m, scenarios)
	require.NoError(t, err)
	fsys := fstest.MapFS{}
	for name, content := range page {
		fsys[name] = &fstest.MapFile{Data: content}
	}
	h, err := Handler(fsys)
	require.NoError(t, err)
	return h
}

// moduleAnswer lets a test answer for the module; everything else comes from the page.
func moduleAnswer(t *testing.T, answer func(w http.ResponseWriter, r *http.Request, page http.Handler)) *httptest.Server {
	t.Helper()
	page := tinyHandler(t, twoScenarios)
	return browsertest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/"+moduleName {
			answer(w, r, page)
			return
		}
		page.ServeHTTP(w, r)
	}))
}

func visible(id string) string {
	return `(document.getElementById("` + id + `").checkVisibility() && document.getElementById("` + id + `").innerText.trim() !== "")`
}

func TestTheTitleIsThereBeforeTheModuleAndTheBarReachesTheEnd(t *testing.T) {
	p := browsertest.Open(t, browsertest.Options{})
	rest := make(chan struct{})
	server := moduleAnswer(t, func(w http.ResponseWriter, r *http.Request, page http.Handler) {
		whole := get(page, r.URL.String()).Body.Bytes()
		w.Write(whole[:len(whole)/2])
		w.(http.Flusher).Flush()
		<-rest
		w.Write(whole[len(whole)/2:])
	})

	p.Go(server.URL + "/saga/")
	p.WaitFor(`document.getElementById("bar").value > 0`)
	title, half := p.Text(`document.querySelector("h1").innerText`), browsertest.Eval[float64](p, `document.getElementById("bar").value`)
	shown := browsertest.Eval[bool](p, `document.querySelector("h1").checkVisibility() && `+visible("subtitle"))
	amount := p.Text(`document.getElementById("amount").innerText`)
	close(rest)
	p.WaitFor(tinyRan)

	require.Equal(t, "MSA Lab", title)
	require.True(t, shown)
	require.InDelta(t, 50, half, 1)
	require.Regexp(t, `^\d\.\d / \d\.\d MB · (49|50)%$`, amount)
	require.EqualValues(t, 100, browsertest.Eval[float64](p, `document.getElementById("bar").value`))
	require.Contains(t, p.Console(), "log: tiny: running")
	require.Empty(t, p.Violations())
	require.Empty(t, p.Errors())
	for _, url := range p.Requests() {
		require.True(t, strings.HasPrefix(url, server.URL+"/"), "a request to someone else: %s", url)
	}
}

func TestAHostThatUnpacksTheModuleOnTheWayIsFine(t *testing.T) {
	p := browsertest.Open(t, browsertest.Options{Before: `delete window.DecompressionStream;`})
	server := moduleAnswer(t, func(w http.ResponseWriter, r *http.Request, page http.Handler) {
		w.Header().Set("Content-Encoding", "gzip")
		page.ServeHTTP(w, r)
	})

	p.Go(server.URL)
	p.WaitFor(tinyRan)

	require.EqualValues(t, 100, browsertest.Eval[float64](p, `document.getElementById("bar").value`))
}

func TestAMissingAbilityOfTheBrowserIsSaidPlainlyInBothLanguages(t *testing.T) {
	server := browsertest.Serve(t, tinyHandler(t, twoScenarios))
	for _, c := range []struct{ kind, lang, before, title, first, second string }{
		{"wasm", "ko-KR", `delete window.WebAssembly;`, "이 브라우저에서는 열 수 없어요", "WebAssembly를 쓸 수 없어요", "This browser cannot open the lab"},
		{"webgl", "en-US", `HTMLCanvasElement.prototype.getContext = () => null;`, "The picture cannot be drawn", "WebGL 2 is missing", "WebGL 2를 쓸 수 없어요"},
		{"unpack", "ko-KR", `delete window.DecompressionStream;`, "브라우저가 오래됐어요", "최신 버전으로", "This browser is too old"},
	} {
		t.Run(c.kind, func(t *testing.T) {
			p := browsertest.Open(t, browsertest.Options{Lang: c.lang, Before: c.before})

			p.Go(server.URL)
			p.WaitFor(`document.documentElement.dataset.failed === "` + c.kind + `"`)

			require.Equal(t, c.title, p.Text(`document.getElementById("problem-title").innerText`))
			require.Contains(t, p.Text(`document.getElementById("problem-first").innerText`), c.first)
			require.Contains(t, p.Text(`document.getElementById("problem-second").innerText`), c.second)
			require.True(t, browsertest.Eval[bool](p, visible("retry")+" && !"+visible("loading")))
			require.Equal(t, c.lang[:2], p.Text(`document.documentElement.lang`))
			require.Empty(t, p.Violations())
		})
	}
}

func TestAFailedDownloadOffersAnotherTryThatWorks(t *testing.T) {
	p := browsertest.Open(t, browsertest.Options{})
	var asked atomic.Int32
	server := moduleAnswer(t, func(w http.ResponseWriter, r *http.Request, page http.Handler) {
		whole := get(page, r.URL.String()).Body.Bytes()
		switch asked.Add(1) {
		case 1:
			http.Error(w, "busy", http.StatusServiceUnavailable)
		case 2:
			w.Write(whole[:len(whole)/2]) // a cut that a lying Content-Length does not even betray
		case 3:
			w.Write([]byte("<html>please log in to this wireless network</html>"))
		default:
			page.ServeHTTP(w, r)
		}
	})

	p.Go(server.URL)
	for _, detail := range []string{"HTTP 503", "the download ended after", "the answer is not the program"} {
		p.WaitFor(`document.documentElement.dataset.failed === "download"`)
		require.Equal(t, "내려받지 못했어요", p.Text(`document.getElementById("problem-title").innerText`))
		require.Contains(t, p.Text(`document.getElementById("problem-detail").innerText`), detail)
		p.Do(chromedp.Click(chromedp.CSS("#retry")))
	}
	p.WaitFor(tinyRan)

	require.False(t, browsertest.Eval[bool](p, visible("problem")))
	require.EqualValues(t, 4, asked.Load())
}

func TestAProgramThatEndsShowsItsLastWords(t *testing.T) {
	server := browsertest.Serve(t, tinyHandler(t, twoScenarios))
	for fragment, want := range map[string]string{"#/panic": "panic: tiny: asked to panic", "#/exit": "tiny: running"} {
		p := browsertest.Open(t, browsertest.Options{})

		p.Go(server.URL + "/" + fragment)
		p.WaitFor(`document.documentElement.dataset.failed === "stopped"`)

		detail := p.Text(`document.getElementById("problem-detail").innerText`)
		require.True(t, strings.HasPrefix(detail, want), detail)
		require.Equal(t, "프로그램이 멈췄어요", p.Text(`document.getElementById("problem-title").innerText`))
	}
}

const offlineReady = `navigator.serviceWorker.controller && caches.keys().then((k) => k.length === 1)`

func TestThePageOpensWithoutANetworkAfterTheFirstVisit(t *testing.T) {
	p := browsertest.Open(t, browsertest.Options{})
	server := browsertest.Serve(t, tinyHandler(t, twoScenarios))
	p.Go(server.URL + "/saga/#/saga?v=1")
	p.WaitFor(tinyRan)
	p.WaitFor(offlineReady)
	kept := browsertest.Eval[[]string](p, `caches.keys().then((k) => caches.open(k[0])).then((c) => c.keys()).then((r) => r.map((q) => q.url))`)

	server.CloseClientConnections()
	server.Close()
	p.Go(server.URL + "/?again#/saga?v=1&seed=7")
	p.WaitFor(tinyRan + ` && location.search === "?again"`)
	p.Go(server.URL + "/two-phase-commit/#/two-phase-commit?v=1")
	p.WaitFor(tinyRan + ` && location.hash === "#/two-phase-commit?v=1"`)

	require.Len(t, kept, 11)
	require.Equal(t, "/", p.Text(`location.pathname`), "the root stands for every scenario's copy of the page")
	require.Empty(t, p.Violations())
}

func TestANewBuildShowsAtOnceAndReplacesTheStoredOne(t *testing.T) {
	p := browsertest.Open(t, browsertest.Options{})
	var page atomic.Value
	page.Store(tinyHandler(t, twoScenarios))
	server := browsertest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		page.Load().(http.Handler).ServeHTTP(w, r)
	}))
	build := `document.querySelector('meta[name="msalab-build"]').content`
	p.Go(server.URL)
	p.WaitFor(tinyRan)
	p.WaitFor(offlineReady)
	old := p.Text(build)

	page.Store(tinyHandler(t, twoScenarios[:1]))
	p.Go(server.URL + "/?second")
	p.WaitFor(tinyRan + ` && ` + build + ` !== "` + old + `"`)
	now := p.Text(build)
	p.WaitFor(`caches.keys().then((k) => k.join() === "msalab-` + now + `")`)

	require.NotEqual(t, old, now)
}

func TestAnAnswerThatIsNotTheBuildIsNeverStored(t *testing.T) {
	p := browsertest.Open(t, browsertest.Options{})
	page := tinyHandler(t, twoScenarios)
	var asked atomic.Int32
	server := browsertest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/icon-192.png" { // the page itself does not need it, only the offline copy
			asked.Add(1)
			w.Write([]byte("something else with status 200"))
			return
		}
		page.ServeHTTP(w, r)
	}))

	p.Go(server.URL)
	p.WaitFor(tinyRan)
	p.WaitFor(`navigator.serviceWorker.getRegistration().then((r) => !r)`)

	require.Positive(t, asked.Load())
	require.Empty(t, browsertest.Eval[[]string](p, `caches.keys()`))
}

func TestTheBrowsersOwnKeysPassTheCanvasAndTheProgramsKeysReachIt(t *testing.T) {
	p := browsertest.Open(t, browsertest.Options{})
	server := browsertest.Serve(t, tinyHandler(t, twoScenarios))
	p.Go(server.URL + "/#/canvas")
	p.WaitFor(tinyRan + ` && document.activeElement.tagName === "CANVAS"`)

	p.Do(
		chromedp.KeyEvent("a"), chromedp.KeyEvent("r", chromedp.KeyModifiers(chromedp.ModifierCtrl)),
		chromedp.KeyEvent("l", chromedp.KeyModifiers(chromedp.ModifierMeta)), chromedp.KeyEvent(kb.F5), chromedp.KeyEvent(kb.F12),
		chromedp.KeyEvent(kb.ArrowLeft, chromedp.KeyModifiers(chromedp.ModifierAlt)),
		chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(kb.ArrowRight, chromedp.KeyModifiers(chromedp.ModifierShift)), chromedp.KeyEvent(kb.Escape),
	)
	inside := p.Text(`document.activeElement.tagName`)
	p.Do(chromedp.KeyEvent(kb.Tab))

	require.Equal(t, "KeyA Tab ArrowRight Escape", strings.TrimSpace(p.Text(`document.querySelector("canvas").dataset.seen`)))
	require.Equal(t, "CANVAS", inside)
	require.Equal(t, "BODY", p.Text(`document.activeElement.tagName`), "Esc, then Tab leaves the canvas")
	require.Equal(t, "application", p.Text(`document.querySelector("canvas").getAttribute("role")`))
}
