package widgets_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/visual/displaytest"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/theme"
	"github.com/kookmin-msa-study/msalab/visual/widgets"
)

const galleryWidth, galleryHeight = 1280, 720

var panelKorean = []widgets.Item{
	{Kind: widgets.Tabs, ID: "tab", Options: []string{"조작", "상태", "지표", "코드"}},
	{Kind: widgets.Segments, ID: "mode", Label: "복제 방식", Options: []string{"비동기", "반동기", "동기"}, Selected: 1},
	{Kind: widgets.Slider, ID: "followers", Label: "팔로워 수", ValueText: "3", Min: 1, Max: 5, Value: 3},
	{Kind: widgets.Slider, ID: "rtt", Label: "네트워크 지연", ValueText: "20 ± 5 ms", Min: 1, Max: 1000, Value: 20, Log: true},
	{Kind: widgets.Heading, Label: "장애 일으키기"},
	{Kind: widgets.Buttons, ID: "faults", Buttons: []widgets.Button{
		{ID: "kill", Text: "리더 죽이기", Tone: widgets.Danger}, {ID: "cut", Text: "망 분리", Tone: widgets.Danger},
		{ID: "slow", Text: "느린 디스크"}, {ID: "loss", Text: "메시지 유실"}}},
	{Kind: widgets.Rule},
	{Kind: widgets.Note, Label: "확정된 쓰기는 사라지지 않는다", Icon: widgets.IconOf(paint.Check), Tone: widgets.Good},
	{Kind: widgets.Note, Label: "임기마다 리더는 하나", Icon: widgets.IconOf(paint.Check), Tone: widgets.Good},
	{Kind: widgets.Note, Label: "복제 지연 1건 (n4)", Icon: widgets.IconOf(paint.Warning), Tone: widgets.Warn},
}

var panelEnglish = []widgets.Item{
	{Kind: widgets.Tabs, ID: "tab", Options: []string{"Controls", "State", "Metrics", "Code"}, Selected: 0},
	{Kind: widgets.Segments, ID: "mode", Label: "Replication", Options: []string{"Async", "Semi-sync", "Sync"}, Selected: 2},
	{Kind: widgets.Segments, ID: "two", Label: "Two rows", Options: []string{"Round robin", "Least connections", "Two choices", "Ring hash"}, Selected: 2},
	{Kind: widgets.Segments, ID: "list", Label: "Too long for two rows", Options: []string{"Orchestration by a coordinator", "Choreography by events", "Two-phase commit across all of the services in question"}, Selected: 0},
	{Kind: widgets.Stepper, ID: "nodes", Label: "Nodes", ValueText: "5"},
	{Kind: widgets.Slider, ID: "off", Label: "Not available here", ValueText: "12", Min: 0, Max: 24, Value: 12, Disabled: true},
	{Kind: widgets.Buttons, ID: "more", Label: "Faults", Buttons: []widgets.Button{
		{ID: "k", Text: "Kill the leader", Tone: widgets.Danger}, {ID: "p", Text: "Partition", Tone: widgets.Danger, Disabled: true},
		{ID: "r", Text: "Restart", Icon: widgets.IconOf(paint.Restart)}, {ID: "a", Text: "Heal all", Tone: widgets.Accent}}},
	{Kind: widgets.Buttons, ID: "long", Buttons: []widgets.Button{
		{ID: "l1", Text: "Drop every third message between the two zones"}, {ID: "l2", Text: "Pause", Icon: widgets.IconOf(paint.Pause)}}},
	{Kind: widgets.Choice, ID: "choice", Label: "Retry policy", Options: []string{"None", "Fixed delay", "Exponential with jitter"}, Selected: 2},
}

var barKorean = []widgets.Button{
	{ID: "seed", Text: "seed 42", Chip: true}, {ID: "link", Text: "링크 복사"}, {ID: "compare", Text: "비교"},
	{ID: "present", Text: "발표 모드", Tone: widgets.Accent}, {ID: "lang", Text: "KO", Chip: true},
}

var barViews = []widgets.Button{
	{ID: "map", Text: "지도", Selected: true}, {ID: "lane", Text: "순서도", Joined: true}, {ID: "both", Text: "둘 다", Joined: true},
	{ID: "theme", Icon: widgets.IconOf(paint.Moon)}, {ID: "copy", Text: "Copy link", Icon: widgets.IconOf(paint.Link)},
	{ID: "off", Text: "Disabled", Disabled: true},
}

// desk is a window of widgets in the places of the design's picture.
type desk struct {
	panel, second *widgets.Panel
	bar, views    *widgets.Bar
}

func newDesk(th *theme.Theme, sizes theme.Sizes, scale float32) *desk {
	d := &desk{panel: widgets.NewPanel(), second: widgets.NewPanel(), bar: widgets.NewBar(), views: widgets.NewBar()}
	for _, p := range []*widgets.Panel{d.panel, d.second} {
		p.Style(th, sizes, scale)
	}
	for _, b := range []*widgets.Bar{d.bar, d.views} {
		b.Style(th, sizes, scale)
	}
	d.panel.Place(paint.Rect{X: 948, Y: 68, W: 316, H: 464})
	d.second.Place(paint.Rect{X: 612, Y: 68, W: 316, H: 600})
	d.bar.Place(paint.Rect{X: 640, Y: 0, W: 620, H: 55}, paint.Right)
	d.views.Place(paint.Rect{X: 20, Y: 70, W: 560, H: 34}, paint.Left)
	d.panel.Show(panelKorean)
	d.second.Show(panelEnglish)
	d.bar.Show(barKorean)
	d.views.Show(barViews)
	return d
}

func (d *desk) draw(screen *ebiten.Image) {
	d.panel.Draw(screen)
	d.second.Draw(screen)
	d.bar.Draw(screen)
	d.views.Draw(screen)
}

// TestTheGalleryIsDrawnInBothThemes leaves the pictures in a temporary folder,
// or in the one that MSALAB_PICTURES names, to be looked at.
func TestTheGalleryIsDrawnInBothThemes(t *testing.T) {
	displaytest.Need(t)
	folder := os.Getenv("MSALAB_PICTURES")
	if folder == "" {
		folder = t.TempDir()
	}
	for _, scale := range []float32{1, 1.5, 2} {
		for _, th := range []*theme.Theme{&theme.Dark, &theme.Light} {
			screen := ebiten.NewImage(int(galleryWidth*scale), int(galleryHeight*scale))
			screen.Fill(th.Bg)
			d := newDesk(th, theme.SizesFor(galleryWidth, galleryHeight, false), scale)

			d.draw(screen)
			picture := pixels(screen)

			writePNG(t, filepath.Join(folder, fmt.Sprintf("widgets-%s-%g.png", th.Name, scale)), picture)
			x, y := int(990*scale), int(520*scale)
			require.Equal(t, th.Panel.R, picture.RGBAAt(x, y).R, "the card is not there")
			require.False(t, d.panel.Dirty(), "a drawn panel must be clean")
			screen.Deallocate()
		}
	}
}

func TestThePresentersSizesFit(t *testing.T) {
	displaytest.Need(t)
	folder := os.Getenv("MSALAB_PICTURES")
	if folder == "" {
		folder = t.TempDir()
	}
	screen := ebiten.NewImage(galleryWidth, galleryHeight)
	defer screen.Deallocate()
	screen.Fill(theme.Dark.Bg)
	d := newDesk(&theme.Dark, theme.SizesFor(galleryWidth, galleryHeight, true), 1)

	d.draw(screen)

	writePNG(t, filepath.Join(folder, "widgets-presenting.png"), pixels(screen))
	require.Greater(t, d.panel.ContentHeight(), float32(464), "the larger type needs to roll")
}
