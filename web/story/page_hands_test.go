//go:build !js

package story

import (
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim/scenarios"
	"github.com/kookmin-msa-study/msalab/web/browsertest"
)

// sharp says whether the canvas has a pixel for every pixel of the screen.
const sharp = `(() => { const c = document.querySelector("canvas");
	return Math.abs(c.width - Math.floor(innerWidth * devicePixelRatio)) <= 1 && Math.abs(c.height - Math.floor(innerHeight * devicePixelRatio)) <= 1; })()`

func TestThePageIsSharpAtEveryScaleAndZoom(t *testing.T) {
	text := someLink(t, 0, 40)
	p := openPage(t, text, browsertest.Options{})
	standsAt(t, p, 40)
	for _, c := range []struct {
		width, height int
		scale         float64
	}{{640, 360, 2}, {853, 480, 1.5}, {427, 240, 3}, {1280, 720, 1}, {2560, 1440, 0.5}, {390, 844, 3}} {
		p.Resize(c.width, c.height, c.scale)

		p.WaitFor(sharp)
		standsAt(t, p, 40)
		p.pass()
		keepShot(t, fmt.Sprintf("scale-%dx%d@%v.png", c.width, c.height, c.scale), p.Screenshot())
	}
	require.Empty(t, p.Errors())
}

// prevented records what the page did with the browser's own keys and turns of the wheel.
const prevented = `(() => { window.seen = {};
	const note = (name) => (e) => { seen[name(e)] = e.defaultPrevented; };
	addEventListener("keydown", note((e) => e.code + (e.ctrlKey ? "+ctrl" : "") + (e.metaKey ? "+meta" : "")));
	addEventListener("wheel", note((e) => "wheel" + (e.ctrlKey ? "+ctrl" : "")), { passive: true });
	const c = document.querySelector("canvas");
	const key = (code, more) => c.dispatchEvent(new KeyboardEvent("keydown", { code, bubbles: true, cancelable: true, ...more }));
	for (const code of ["Equal", "Minus", "Digit0", "KeyR", "KeyF", "KeyL"]) { key(code, { ctrlKey: true }); key(code, { metaKey: true }); }
	for (const code of ["F5", "F12", "KeyM", "Space"]) key(code, {});
	for (const ctrlKey of [true, false]) c.dispatchEvent(new WheelEvent("wheel", { deltaY: 1, ctrlKey, bubbles: true, cancelable: true }));
	return JSON.stringify(seen); })()`

func TestTheBrowsersZoomAndItsOtherKeysStayTheBrowsers(t *testing.T) {
	p := openPage(t, someLink(t, 0, 40), browsertest.Options{})
	standsAt(t, p, 40)
	p.Text(prevented)

	seen := browsertest.Eval[map[string]bool](p.Page, `seen`)

	for _, name := range []string{"F5", "F12", "Equal+ctrl", "Minus+ctrl", "Digit0+ctrl", "KeyR+ctrl", "KeyF+meta", "wheel+ctrl"} {
		was, known := seen[name]
		require.False(t, known && was, "%s is taken from the browser", name)
	}
	require.True(t, seen["KeyM"] && seen["Space"] && seen["wheel"], "%v", seen)
}

func TestFingersOnThePageTapDragAndPinchWithoutZoomingThePage(t *testing.T) {
	text := someLink(t, 0, 40)
	p := openPage(t, text, browsertest.Options{Touch: true})
	at := nodePlaces(t, standsAt(t, p, 40)["link"])[0]

	p.Fingers(input.DispatchTouchEventTypeTouchStart, at)
	time.Sleep(time.Second) // held: the menu
	p.Fingers(input.DispatchTouchEventTypeTouchEnd)
	p.pass()
	p.Tap(at[0]+170, at[1]+44)
	acted := until(t, p, "a fault by finger", func(now seen) bool { return len(linked(now).Actions) == 1 })
	require.EqualValues(t, 40, linked(acted).Actions[0].Step)

	p.Tap(244+884/2, 677)
	until(t, p, "half way", func(now seen) bool { return linked(now).At > 1000 })

	p.Fingers(input.DispatchTouchEventTypeTouchStart, [2]float64{400, 300}, [2]float64{500, 300})
	for i := range 8 {
		p.Fingers(input.DispatchTouchEventTypeTouchMove, [2]float64{400 - float64(i)*15, 300}, [2]float64{500 + float64(i)*15, 300})
		p.pass()
	}
	p.Fingers(input.DispatchTouchEventTypeTouchEnd)
	p.Tap(30, 400)
	p.Tap(30, 400)
	require.Equal(t, 1.0, browsertest.Eval[float64](p.Page, `visualViewport.scale`))
	require.Equal(t, "none", p.Text(`getComputedStyle(document.querySelector("canvas")).touchAction`))
	keepShot(t, "pinched.png", p.Screenshot())
	require.Empty(t, p.Errors())
}

func TestATouchThatTheSystemTakesAwayPressesNothing(t *testing.T) {
	p := openPage(t, someLink(t, 0, 40), browsertest.Options{Touch: true})
	at := nodePlaces(t, standsAt(t, p, 40)["link"])[0]

	p.Fingers(input.DispatchTouchEventTypeTouchStart, at)
	p.Picture()
	p.Fingers(input.DispatchTouchEventTypeTouchCancel)
	for range 4 {
		p.pass()
	}
	time.Sleep(600 * time.Millisecond)

	require.Equal(t, "controls", linked(p.look()).Tab, "a tap shows a node's state")
	p.Tap(300, 470) // where pictures take long it was a long press before it was taken away: its menu closes
	p.Tap(244+884/2, 677)
	went := until(t, p, "fingers go on working", func(now seen) bool { return linked(now).At > 1000 })
	require.Empty(t, linked(went).Actions)
}

func TestOnAPhoneThePageShowsItsRunAndOpensThePanel(t *testing.T) {
	p := openPage(t, someLink(t, 0, 40), browsertest.Options{Width: 390, Height: 844, Scale: 2, Touch: true})
	standsAt(t, p, 40)
	p.Tap(150, 800) // one step on
	standsAt(t, p, 41)
	p.pass()
	keepShot(t, "phone.png", p.Screenshot())
	require.Empty(t, p.Errors())
}

const loseContext = `(document.documentElement.dataset.old = "1",
	document.querySelector("canvas").getContext("webgl2").getExtension("WEBGL_lose_context").loseContext(), true)`

func TestALostPictureComesBackAtTheSameStep(t *testing.T) {
	p := openPage(t, someLink(t, 0, 40), browsertest.Options{})
	p.typeKey("ArrowRight", "")
	before := standsAt(t, p, 41)
	p.WaitFor(`decodeURIComponent(location.hash) === decodeURIComponent(document.documentElement.dataset.link)`)

	browsertest.Eval[bool](p.Page, loseContext)
	p.WaitFor(`!document.documentElement.dataset.old && ` + isReady)

	after := standsAt(t, p, 41)
	require.Equal(t, before["digest"], after["digest"])

	browsertest.Eval[bool](p.Page, loseContext) // again, at once: reloading does not help
	p.WaitFor(`document.documentElement.dataset.failed === "lost"`)
	require.Contains(t, p.Text(`document.getElementById("problem").textContent`), "그림이 사라졌어요")
	keepShot(t, "lost.png", p.Screenshot())
	browsertest.Eval[bool](p.Page, `(document.getElementById("retry").click(), true)`)
	p.WaitFor(`!document.documentElement.dataset.old && ` + isReady)

	again := standsAt(t, p, 41)
	require.Equal(t, before["digest"], again["digest"])
}

func TestThePageSaysInWhichLanguageItIs(t *testing.T) {
	p := openPage(t, "#/"+scenarios.All[0].ID+"?v=1&lang=en", browsertest.Options{Lang: "ko-KR"})
	p.WaitFor(`document.documentElement.lang === "en"`)
	require.Contains(t, p.Text(`document.querySelector("canvas").getAttribute("aria-label")`), "simulation")
	require.Equal(t, "application", p.Text(`document.querySelector("canvas").getAttribute("role")`))

	p.typeKey("KeyK", "k")

	p.WaitFor(`document.documentElement.lang === "ko" && document.querySelector("canvas").getAttribute("aria-label").includes("시뮬레이션")`)
}

// TestAnIdlePageRests measures the processor's share while nothing happens.
func TestAnIdlePageRests(t *testing.T) {
	p := openPage(t, someLink(t, 0, 40), browsertest.Options{ReducedMotion: true})
	standsAt(t, p, 40)
	time.Sleep(3 * time.Second) // until the run is explored

	spent := p.Busy(3 * time.Second)

	t.Logf("%.1f ms of script a second while idle", spent.Seconds()/3*1000)
	require.Less(t, spent, 900*time.Millisecond, "an idle page works "+strconv.FormatFloat(spent.Seconds()/3*100, 'f', 0, 64)+" % of the time")
}
