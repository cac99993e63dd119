//go:build !js

package wasm_test

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/kookmin-msa-study/msalab/web"
	"github.com/kookmin-msa-study/msalab/web/browsertest"
	"github.com/stretchr/testify/require"
)

// probePage builds a page around testdata/probe once for all tests.
var probePage = sync.OnceValues(func() (http.Handler, error) {
	dir, err := os.MkdirTemp("", "msalab-probe-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir) // the handler has read everything by then
	dir = filepath.Join(dir, "page")
	o := web.Options{Package: "./wasm/testdata/probe", Scenarios: []web.Scenario{{ID: "saga", Title: "사가"}, {ID: "raft", Title: "합의"}}}
	if err := web.Build(context.Background(), dir, o); err != nil {
		return nil, err
	}
	return web.Handler(os.DirFS(dir))
})

// open starts a browser on the probe's page at an address such as "/saga/#/saga?v=1" and returns it with the host part.
func open(t *testing.T, address string, o browsertest.Options) (*browsertest.Page, string) {
	t.Helper()
	p := browsertest.Open(t, o)
	h, err := probePage()
	require.NoError(t, err)
	server := browsertest.Serve(t, h)
	p.Go(server.URL + address)
	p.WaitFor(`window.host`)
	return p, server.URL
}

// visit starts the probe anew at another address; a mere change of the fragment would not.
func visit(p *browsertest.Page, root, address string) {
	p.Go("about:blank")
	p.Go(root + address)
	p.WaitFor(`window.host`)
}

func TestTheLinkIsTheFragmentWithOnlyHarmlessEscapesUndone(t *testing.T) {
	p, root := open(t, "/", browsertest.Options{})
	for fragment, want := range map[string]string{
		"":                                    "",
		"#":                                   "",
		"#/saga?v=1&a=120:crash(n1)":          "/saga?v=1&a=120:crash(n1)",
		"#/saga?a=120%3Acrash%28n1%29%2C4":    "/saga?a=120:crash(n1),4",
		"#/saga?p=a%26b%3Dc%25%2B%20%00%zz%4": "/saga?p=a%26b%3Dc%25%2B%20%00%zz%4",
		"#/사가":                                "/%EC%82%AC%EA%B0%80",
	} {
		visit(p, root, "/"+fragment)

		require.Equal(t, want, p.Text(`host.link()`), fragment)
	}
}

func TestManyLinksAreThrottledAndTheLastOneLands(t *testing.T) {
	p, _ := open(t, "/", browsertest.Options{Before: `
		window.writes = [];
		const replace = history.replaceState;
		history.replaceState = function (...a) { writes.push(performance.now()); return replace.apply(this, a); };`})

	p.Text(`new Promise((done) => { let i = 0; const t = setInterval(() => { host.setLink("/saga?at=" + ++i); if (i === 100) { clearInterval(t); done(); } }, 10); })`)
	p.WaitFor(`location.hash === "#/saga?at=100"`)

	writes := browsertest.Eval[[]float64](p, `writes`)
	require.Greater(t, len(writes), 1)
	for i := 1; i < len(writes); i++ {
		require.Greater(t, writes[i]-writes[i-1], 250.0, "more than four a second")
	}
	require.Equal(t, "1", p.Text(`history.length - 1`), "no entry in the history")
	require.Equal(t, ",false", p.Text(`host.nextLink()`), "the program's own link is no news")
}

func TestTheProgramsOwnEscapedLinkIsNoNewsWhenTheBrowserReportsIt(t *testing.T) {
	p, _ := open(t, "/", browsertest.Options{})

	p.Text(`host.setLink("#/raft?a=1:cut(a-%3Eb)")`)
	p.WaitFor(`location.hash === "#/raft?a=1:cut(a-%3Eb)"`)
	p.Text(`dispatchEvent(new PopStateEvent("popstate"))`)

	require.Equal(t, "/raft?a=1:cut(a->b)", p.Text(`host.link()`))
	require.Equal(t, ",false", p.Text(`host.nextLink()`))
}

func TestABrowserThatRefusesALinkIsAskedAgain(t *testing.T) {
	p, _ := open(t, "/", browsertest.Options{Before: `
		const replace = history.replaceState;
		let refusals = 2;
		history.replaceState = function (...a) { if (refusals-- > 0) throw new DOMException("too often", "SecurityError"); return replace.apply(this, a); };`})

	p.Text(`host.setLink("/saga?at=5")`)

	p.WaitFor(`location.hash === "#/saga?at=5"`)
}

func TestALinkThatThePersonBringsIsHandedOverOnceAndNotOverwritten(t *testing.T) {
	p, _ := open(t, "/#/saga?v=1", browsertest.Options{})
	p.Text(`host.setLink("/saga?at=1"), host.setLink("/saga?at=2")`) // the second one waits
	p.Text(`location.hash = "/raft?v=1"`)
	p.WaitFor(`host.link() === "/raft?v=1"`)

	p.Text(`new Promise((done) => setTimeout(done, 500)).then(() => host.setLink("/saga?at=3"))`)

	require.Equal(t, "#/raft?v=1", p.Text(`location.hash`))
	require.Equal(t, "/raft?v=1,true", p.Text(`host.nextLink()`))
	require.Equal(t, ",false", p.Text(`host.nextLink()`))
	p.Text(`history.back()`)
	p.WaitFor(`location.hash === "#/saga?at=1"`)
	require.Equal(t, "/saga?at=1,true", p.Text(`host.nextLink()`))
}

func TestASharedAddressNamesTheScenariosFolderWhereThereIsOne(t *testing.T) {
	p, root := open(t, "/", browsertest.Options{})
	for _, start := range []string{"/", "/index.html", "/saga/#/saga?v=1"} {
		visit(p, root, start)

		require.Equal(t, root+"/raft/#/raft?v=1&seed=7", p.Text(`host.shareURL("/raft?v=1&seed=7")`))
		require.Equal(t, root+"/raft/#/raft?a=1:cut(a-%3Eb)", p.Text(`host.shareURL("#/raft?a=1:cut(a-%3Eb)")`))
		require.Equal(t, root+"/#/unknown?v=1", p.Text(`host.shareURL("/unknown?v=1")`))
		require.Equal(t, root+"/#", p.Text(`host.shareURL("")`))
	}
}

func TestTheAddressLeavesAnotherScenariosFolder(t *testing.T) {
	p, root := open(t, "/saga/#/saga?v=1", browsertest.Options{})

	p.Text(`host.setLink("/saga?at=1")`)
	p.WaitFor(`location.href === "` + root + `/saga/#/saga?at=1"`)
	p.Text(`host.setLink("/raft?at=1")`)

	p.WaitFor(`location.href === "` + root + `/#/raft?at=1"`)
}

func TestCopyFallsBackWhereTheClipboardIsRefusedOrMissing(t *testing.T) {
	for _, before := range []string{
		`navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); };`,
		`navigator.clipboard.writeText = () => Promise.reject(new Error("no"));`,
		`Object.defineProperty(navigator, "clipboard", { value: undefined });`,
	} {
		p, _ := open(t, "/", browsertest.Options{Before: before + `
			addEventListener("copy", () => (window.copied = document.activeElement.value));`})

		p.Text(`host.copy("https://lab.example/#/saga 링크")`)

		p.WaitFor(`window.copied === "https://lab.example/#/saga 링크"`)
		require.Equal(t, "null", p.Text(`document.querySelector("textarea")`))
	}
}

func TestSaveIsADownloadThatThePolicyAllows(t *testing.T) {
	p, _ := open(t, "/", browsertest.Options{})
	folder := t.TempDir()
	p.AllowDownloads(folder)

	p.Text(`host.save("saga-7.md", "# 사가\n")`)

	require.Eventually(t, func() bool {
		content, err := os.ReadFile(filepath.Join(folder, "saga-7.md"))
		return err == nil && string(content) == "# 사가\n"
	}, browsertest.Timeout, 10*time.Millisecond)
	require.Empty(t, p.Violations())
}

func TestAnnouncementsAreSpokenOnceWithTheirLanguage(t *testing.T) {
	p, _ := open(t, "/", browsertest.Options{})
	p.Text(`(window.changes = 0, new MutationObserver((list) => changes += list.filter((m) => m.type === "childList").length)
		.observe(document.getElementById("announcer"), { childList: true }))`)

	p.Text(`(host.announce("리더가 바뀌었어요.", "ko"), host.announce("리더가 바뀌었어요.", "ko"), host.announce("A new leader.", "en"))`)

	p.WaitFor(`document.getElementById("announcer").textContent === "A new leader."`)
	require.Equal(t, "2", p.Text(`changes`))
	require.Equal(t, "en polite", p.Text(`announcer.lang + " " + announcer.ariaLive`))
}

func TestPreferencesComeFromTheBrowserUntilThePersonChooses(t *testing.T) {
	korean, _ := open(t, "/", browsertest.Options{})
	english, root := open(t, "/", browsertest.Options{Lang: "en-US", Light: true, ReducedMotion: true})

	require.Equal(t, "ko,false,false", korean.Text(`host.prefs()`))
	require.Equal(t, "en,true,true", english.Text(`host.prefs()`))
	english.Text(`host.remember("ko", false)`)
	require.Equal(t, "ko dark", english.Text(`document.documentElement.lang + " " + document.documentElement.dataset.theme`))
	english.Go(root + "/?again")
	english.WaitFor(`window.host && location.search`)
	require.Equal(t, "ko,false,true", english.Text(`host.prefs()`))
	require.Equal(t, "ko dark", english.Text(`document.documentElement.lang + " " + document.documentElement.dataset.theme`))
}

func TestForbiddenStorageStopsNothing(t *testing.T) {
	p, _ := open(t, "/", browsertest.Options{Before: `
		Object.defineProperty(window, "localStorage", { get() { throw new DOMException("denied", "SecurityError"); } });`})

	p.Text(`host.remember("en", true)`)

	require.Equal(t, "ko,false,false", p.Text(`host.prefs()`))
	require.Equal(t, "en light", p.Text(`document.documentElement.lang + " " + document.documentElement.dataset.theme`))
}

func TestReadyRemovesTheLoaderAndFailBringsACard(t *testing.T) {
	p, _ := open(t, "/", browsertest.Options{})
	loader := `document.getElementById("loader").checkVisibility()`
	before := p.Text(loader)

	p.Text(`(host.ready(), host.ready())`)
	after, marks := p.Text(loader), p.Text(`performance.getEntriesByName("first-frame").length`)
	p.Text(`host.fail("the seed 7 broke the painter")`)

	require.Equal(t, "true false 1", before+" "+after+" "+marks)
	require.Equal(t, "1", p.Text(`document.documentElement.dataset.ready`))
	require.Equal(t, "true", p.Text(loader))
	require.Equal(t, "the seed 7 broke the painter", p.Text(`document.getElementById("problem-detail").innerText`))
}

func TestProbesAreReadableAndABadNameIsIgnored(t *testing.T) {
	p, _ := open(t, "/", browsertest.Options{})

	p.Text(`(host.probe("step", "412"), host.probe("lawBroken", "I2"), host.probe("bad-name", "x"), host.probe("", "x"), host.probe("9", "x"))`)

	require.Equal(t, "412 I2", p.Text(`document.documentElement.dataset.step + " " + document.documentElement.dataset.lawBroken`))
	require.Empty(t, p.Errors())
}

func TestTheNotesWindowIsOpenedFilledAndHeard(t *testing.T) {
	p, root := open(t, "/saga/#/saga?v=1", browsertest.Options{Before: `
		window.open = (...a) => { window.opened = a; return window.refused ? null : {}; };
		window.seen = [];`})
	p.Text(`(window.other = new BroadcastChannel("msalab-notes"), other.onmessage = (event) => seen.push(event.data.page), 1)`)

	require.Equal(t, "true", p.Text(`host.openNotes()`))
	require.Equal(t, "true", p.Text(`opened[0].startsWith("`+root+`/notes.html?v=") && opened[1] === "msalab-notes"`))
	p.Text(`host.notes("{}")`)
	p.WaitFor(`seen.length === 1 && seen[0] === "{}"`)
	p.Text(`other.postMessage({ command: "hello" }), other.postMessage({ command: "next" }), other.postMessage("x"), other.postMessage({ command: 3 }), other.postMessage(null)`)
	p.WaitFor(`(window.got = (window.got || []).concat([host.notesCommand()]).filter((c) => c[1])).length === 2`)
	require.Equal(t, "hello,next", p.Text(`got.map((c) => c[0]).join()`))

	p.Text(`window.refused = true`)
	require.Equal(t, "false", p.Text(`host.openNotes()`))
	require.Empty(t, p.Errors())
}
