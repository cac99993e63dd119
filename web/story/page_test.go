//go:build !js

package story

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	cdpinput "github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/link"
	"github.com/kookmin-msa-study/msalab/sim/scenarios"
	"github.com/kookmin-msa-study/msalab/web"
	"github.com/kookmin-msa-study/msalab/web/browsertest"
)

// built holds the folders of the pages made so far, by package.
var built struct {
	sync.Mutex
	folders map[string]string
}

// pageOf builds a package's page once and returns what serves it.
func pageOf(t testing.TB, pkg string) http.Handler {
	t.Helper()
	built.Lock()
	defer built.Unlock()
	if built.folders[pkg] == "" {
		folder, err := os.MkdirTemp("", "msalab-page-")
		require.NoError(t, err)
		var options web.Options
		for _, sc := range scenarios.All {
			options.Scenarios = append(options.Scenarios, web.Scenario{ID: sc.ID, Title: sc.Title.KO + " · " + sc.Title.EN, Description: sc.Summary.KO})
		}
		options.Package = pkg
		require.NoError(t, web.Build(context.Background(), folder, options))
		if built.folders == nil {
			built.folders = map[string]string{}
		}
		built.folders[pkg] = folder
	}
	h, err := web.Handler(os.DirFS(built.folders[pkg]))
	require.NoError(t, err)
	return h
}

func removeBuilt() {
	for _, folder := range built.folders {
		os.RemoveAll(folder)
	}
}

// tab is the page in a browser.
type tab struct {
	*browsertest.Page
	url string
}

// openPage opens the page in a browser of its own, at a link.
func openPage(t testing.TB, text string, o browsertest.Options) *tab {
	t.Helper()
	p := browsertest.Open(t, o) // first: without a browser nothing needs to be built
	b := &tab{p, browsertest.Serve(t, pageOf(t, "")).URL + "/"}
	b.Go(b.url + text)
	b.WaitFor(isReady)
	return b
}

const isReady = `document.documentElement.dataset.ready === "1"`

// look implements program.
func (b *tab) look() seen {
	return browsertest.Eval[seen](b.Page, `({...document.documentElement.dataset})`)
}

// pass implements program: two pictures.
func (b *tab) pass() {
	browsertest.Eval[bool](b.Page, `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))`)
}

// press implements program.
func (b *tab) press(key ebiten.Key) {
	code := key.String()
	if len(code) == 1 {
		code = "Key" + code
	}
	b.typeKey(code, map[string]string{"Space": " "}[code])
}

// typeKey presses and releases a physical key that means something.
func (b *tab) typeKey(code, means string) {
	if means == "" {
		means = code
	}
	for _, kind := range []cdpinput.DispatchKeyEventType{cdpinput.DispatchKeyEventTypeRawKeyDown, cdpinput.DispatchKeyEventTypeKeyUp} {
		event := cdpinput.DispatchKeyEventParams{Type: kind, Code: code, Key: means}
		b.Do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
			_, err := cdp.Call(ctx, target, cdpinput.DispatchKeyEvent, event)
			return err
		}))
	}
	b.pass()
}

// point implements program.
func (b *tab) point(x, y float64) {
	b.Do(chromedp.MouseEvent(chromedp.MouseMoved, x, y))
	b.pass()
}

// hold implements program.
func (b *tab) hold(x, y float64) {
	b.Do(chromedp.MouseEvent(chromedp.MousePressed, x, y, chromedp.ButtonLeft, chromedp.ClickCount(1)))
}

// release implements program.
func (b *tab) release(x, y float64) {
	b.Do(chromedp.MouseEvent(chromedp.MouseReleased, x, y, chromedp.ButtonLeft, chromedp.ClickCount(1)))
}

// follow opens a link in the running page, as somebody who pastes it.
func (b *tab) follow(text string) {
	browsertest.Eval[string](b.Page, fmt.Sprintf(`location.hash = %q`, text))
}

func TestThePageAppearsWithoutErrorsAndAsksNobodyElse(t *testing.T) {
	p := openPage(t, "", browsertest.Options{})
	walk(t, p)

	require.Empty(t, p.Violations())
	require.Empty(t, p.Errors())
	for _, line := range p.Console() {
		require.NotRegexp(t, "^(error|assert):", line)
	}
	for _, url := range p.Requests() {
		require.True(t, strings.HasPrefix(url, p.url), "a request to someone else: %s", url)
	}
}

func TestThePagePlaysAndPauses(t *testing.T) {
	playAndPause(t, openPage(t, someLink(t, 0, 40), browsertest.Options{}))
}

func TestAClickInThePageCausesAFault(t *testing.T) {
	text := someLink(t, 0, 40)
	p := openPage(t, text, browsertest.Options{})
	first := true
	causeFault(t, func() program {
		if !first {
			p.follow("#/")
			until(t, p, "home", func(now seen) bool { return linked(now).ID == "" })
			p.follow(text)
		}
		first = false
		return p
	}, 1)
}

func TestDraggingOnThePagesTimelineSeeks(t *testing.T) {
	dragTimeline(t, openPage(t, someLink(t, 0, 40), browsertest.Options{}))
}

func TestThePageStandsWhereTheCommandLineStands(t *testing.T) {
	links := manyLinks(t)
	p := openPage(t, links[len(links)-1], browsertest.Options{})
	arrive(t, p, links[len(links)-1])
	for _, text := range links {
		t.Run(text, func(t *testing.T) {
			p.follow(text)

			now := arrive(t, p, text)

			require.Equal(t, replayed(t, text), now["digest"])
			require.Equal(t, now["digest"], replayed(t, now["link"]), "the link on screen: %s", now["link"])
		})
	}
}

func TestTheAddressBringsBackWhatWasOnScreen(t *testing.T) {
	p := openPage(t, "", browsertest.Options{})
	p.press(ebiten.KeyEnter)
	until(t, p, "the run", func(now seen) bool { return now["step"] == "0" })
	act := map[string]func(){
		"a step":    func() { p.press(ebiten.KeyRight) },
		"a view":    func() { p.press(ebiten.KeyM) },
		"a tab":     func() { p.press(ebiten.KeyTab); p.press(ebiten.KeyRight) },
		"a preset":  func() { p.press(ebiten.KeyDigit2); p.press(ebiten.KeyRight) },
		"the end":   func() { p.press(ebiten.KeyEnd) },
		"language":  func() { p.press(ebiten.KeyK) },
		"back home": func() { p.press(ebiten.KeyEscape) },
	}
	for _, what := range []string{"a step", "a view", "a tab", "language", "a preset", "the end", "back home"} {
		before := p.look()["link"]
		act[what]()
		until(t, p, what, func(now seen) bool { return now["link"] != before })
		p.WaitFor(`decodeURIComponent(location.hash) === decodeURIComponent(document.documentElement.dataset.link)`)
		now := until(t, p, "rest", func(now seen) bool {
			return linked(now).ID == "" || now["step"] == strconv.FormatInt(linked(now).At, 10)
		})
		time.Sleep(500 * time.Millisecond) // the link follows a few times a second
		now = p.look()

		browsertest.Eval[bool](p.Page, `(document.documentElement.dataset.gone = "1", location.reload(), true)`)
		p.WaitFor(`!document.documentElement.dataset.gone && ` + isReady)

		until(t, p, "the same again after "+what, func(again seen) bool {
			return again["link"] == now["link"] && (linked(now).ID == "" || again["step"] == now["step"] && again["digest"] == now["digest"])
		})
	}
}

func TestThePageShowsABadLinkAndLivesOn(t *testing.T) {
	p := openPage(t, badLinks()[0], browsertest.Options{})
	for _, text := range badLinks() {
		p.follow(text)
		until(t, p, "the card of "+text, func(now seen) bool { return now["error"] == problemOf(t, text) })
		p.WaitFor(fmt.Sprintf(`document.getElementById("alarm").textContent.includes(%q)`, problemOf(t, text))) // sentences keep a distance
		p.pass()
		keepShot(t, "bad-link.png", p.Screenshot())

		p.press(ebiten.KeyEnter)
		p.WaitFor(`document.getElementById("announcer").textContent.includes("Enter")`) // home says what to do
		p.press(ebiten.KeyEnter)

		until(t, p, "a run", func(now seen) bool { return linked(now).ID == scenarios.All[0].ID })
	}
	require.Empty(t, p.Errors())
}

func TestTheCaptionIsReadAloudInTheLanguageOfTheLink(t *testing.T) {
	text := someLink(t, 0, 40)
	p := openPage(t, text, browsertest.Options{})
	const aloud = `document.querySelector("[aria-live]").textContent`
	korean := arrive(t, p, text)
	require.Regexp(t, `\p{Hangul}`, korean["caption"])
	p.WaitFor(fmt.Sprintf("%s === %q", aloud, korean["caption"]))
	require.Equal(t, "ko", p.Text(`document.querySelector("[aria-live]").lang`))

	p.follow(strings.Replace(text, "lang=ko", "lang=en", 1))

	english := until(t, p, "English", func(now seen) bool { return now["caption"] != korean["caption"] })
	require.NotRegexp(t, `\p{Hangul}`, english["caption"])
	p.WaitFor(fmt.Sprintf("%s === %q", aloud, english["caption"]))
	require.Equal(t, "en", p.Text(`document.querySelector("[aria-live]").lang`))
	require.Equal(t, korean["digest"], english["digest"])
}

func TestKeysWorkWhileAKoreanInputMethodIsOpen(t *testing.T) {
	p := openPage(t, someLink(t, 0, 40), browsertest.Options{})
	standsAt(t, p, 40)

	for _, c := range []struct{ means, view string }{{"ㅁ", "lanes"}, {"Process", "both"}, {"ㅡ", "map"}} {
		p.typeKey("KeyM", c.means)

		until(t, p, c.view, func(now seen) bool { return linked(now).View == c.view })
	}
}

// TestPicturesOfThePage draws every scenario in every view: with MSALAB_SHOTS=folder
// in both languages and two sizes, kept for eyes.
func TestPicturesOfThePage(t *testing.T) {
	sizes, langs := [][2]int{{1280, 720}}, []sim.Lang{sim.KO}
	if os.Getenv(shotsVariable) != "" {
		sizes, langs = append(sizes, [2]int{1920, 1080}), append(langs, sim.EN)
	}
	for _, size := range sizes {
		for _, lang := range langs {
			name := fmt.Sprintf("%dx%d-%s.png", size[0], size[1], lang)
			t.Run(name, func(t *testing.T) {
				p := openPage(t, "#/?v=1&lang="+lang.String(), browsertest.Options{Width: size[0], Height: size[1]})
				keepShot(t, "home-"+name, p.Screenshot())
				for i, text := range looks(t, lang) {
					p.follow(text)
					until(t, p, text, func(now seen) bool { return now["link"] == text && now["step"] == "9000" })
					p.pass()

					shot := p.Screenshot()

					require.Greater(t, len(shot), 20_000, "an empty picture")
					keepShot(t, fmt.Sprintf("stage-%d-%s", i, name), shot)
				}
				require.Empty(t, p.Errors())
			})
		}
	}
}

// looks are links to the same step in every scenario, view and panel.
func looks(t *testing.T, lang sim.Lang) (out []string) {
	t.Helper()
	for _, sc := range scenarios.All {
		spec, err := sc.Apply(&sc.Presets[0], sim.DefaultSeed)
		require.NoError(t, err)
		for _, look := range [][2]string{{"map", "controls"}, {"lanes", "state"}, {"both", "metrics"}} {
			l := link.Of(spec, 9_000, lang)
			l.View, l.Tab = look[0], look[1]
			text, err := link.Encode(l, scenarios.All)
			require.NoError(t, err)
			out = append(out, text)
		}
	}
	return out
}
