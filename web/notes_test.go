//go:build !embedpage

package web

import (
	"strings"
	"testing"

	"github.com/kookmin-msa-study/msalab/web/browsertest"
	"github.com/stretchr/testify/require"
)

// openNotesPage opens the notes' window, and a channel that stands for the lab's.
func openNotesPage(t *testing.T) *browsertest.Page {
	t.Helper()
	p := browsertest.Open(t, browsertest.Options{Before: `
		window.lab = new BroadcastChannel("msalab-notes");
		window.heard = [];
		lab.onmessage = (event) => heard.push(event.data.command);
		window.copied = "";
		navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); };`})
	server := browsertest.Serve(t, tinyHandler(t, twoScenarios))
	p.Go(server.URL + "/notes.html")
	p.WaitFor(`heard.includes("hello")`)
	return p
}

const notesOfABeat = `lab.postMessage({ page: JSON.stringify({ lang: "LANG", light: LIGHT, title: "재토의 사가", beat: 3, beats: 6, name: "되돌리기",
	says: "이제 거꾸로 되돌려요.", more: "성공한 순서의 반대로", notes: ["<b>천천히</b>"], next: "끝이에요.", ask: "무엇이 먼저일까요?",
	choices: ["결제 취소", "주문 취소"], answer: "답은 1번이에요.", begun: Date.now() - 252000, minutes: MINUTES, planned: 200 }) })`

func notesIn(lang, light, minutes string) string {
	return strings.NewReplacer("LANG", lang, "LIGHT", light, "MINUTES", minutes).Replace(notesOfABeat)
}

func TestTheNotesWindowShowsTheBeatAndItsClock(t *testing.T) {
	p := openNotesPage(t)
	require.Equal(t, "true", p.Text(visible("waiting")))

	p.Text(notesIn("ko", "false", "10"))
	p.WaitFor(`document.getElementById("spent").textContent.startsWith("04:1")`)
	require.Equal(t, "이제 거꾸로 되돌려요.", p.Text(`document.getElementById("says").textContent`))
	require.Equal(t, "3 / 6", p.Text(`document.getElementById("count").textContent`))
	require.Equal(t, "/ 10:00", p.Text(`document.getElementById("whole").textContent`))
	require.Equal(t, "<b>천천히</b>", p.Text(`document.getElementById("notes").textContent`), "notes are text, never markup")
	require.Equal(t, "2", p.Text(`document.querySelectorAll("#choices li").length`))
	require.Equal(t, "false", p.Text(`document.getElementById("clock").classList.contains("over")`))

	p.Text(notesIn("en", "true", "4"))
	p.WaitFor(`document.getElementById("clock").classList.contains("over")`)
	require.Equal(t, "en light", p.Text(`document.documentElement.lang + " " + document.documentElement.dataset.theme`))
	require.Equal(t, "Next →", p.Text(`document.querySelector("[data-command=next]").textContent`))
	p.Text(`lab.postMessage({ page: "" })`)
	p.WaitFor(visible("waiting"))
	require.Equal(t, "false", p.Text(visible("says")), "nothing is presented any more")
	require.Empty(t, p.Violations())
	require.Empty(t, p.Errors())
}

func TestTheNotesWindowDrivesTheTalkAndCopiesTheQuestion(t *testing.T) {
	p := openNotesPage(t)
	p.Text(notesIn("ko", "false", "10"))
	p.WaitFor(visible("says"))
	p.Text(`heard.length = 0`)
	for _, code := range []string{"Space", "PageUp", "KeyQ", "KeyX"} {
		p.Text(`window.dispatchEvent(new KeyboardEvent("keydown", { code: "` + code + `", bubbles: true }))`)
	}
	p.Text(`window.dispatchEvent(new KeyboardEvent("keydown", { code: "KeyQ", ctrlKey: true }))`)
	p.Text(`document.querySelector("[data-command=blank]").click()`)
	p.WaitFor(`heard.includes("blank")`)
	require.Equal(t, "next,back,ask,blank", p.Text(`heard.filter((c) => c !== "hello").join()`))

	p.Text(`document.getElementById("copy").click()`)
	p.WaitFor(`copied !== ""`)
	require.Equal(t, "무엇이 먼저일까요?\n1️⃣ 결제 취소\n2️⃣ 주문 취소", p.Text(`copied`))
}

func TestTheNotesWindowIgnoresWhatIsNoPage(t *testing.T) {
	p := openNotesPage(t)
	p.Text(`lab.postMessage({ page: "{" }), lab.postMessage({ page: "" }), lab.postMessage({}), lab.postMessage({ page: 7 })`)
	p.Text(notesIn("ko", "false", "0"))
	p.WaitFor(visible("says"))
	require.Empty(t, p.Errors())
}
