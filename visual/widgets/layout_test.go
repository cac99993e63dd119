package widgets

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/theme"
)

var design = theme.SizesFor(theme.DesignWidth, theme.DesignHeight, false)

func placed(width float32, items ...Item) *Panel {
	p := NewPanel()
	p.Style(&theme.Dark, design, 1)
	p.Place(paint.Rect{W: width, H: 400})
	p.Show(items)
	return p
}

func kinds(p *Panel) (out []Kind) {
	for _, c := range p.surface.controls {
		out = append(out, c.key.kind)
	}
	return out
}

func TestOptionsThatDoNotFitBesideEachOtherBecomeRowsAndThenAList(t *testing.T) {
	short := Item{Kind: Segments, ID: "a", Options: []string{"비동기", "반동기", "동기"}}
	four := Item{Kind: Segments, ID: "b", Options: []string{"Round robin", "Least connections", "Two choices", "Ring hash"}}
	long := Item{Kind: Segments, ID: "c", Options: []string{"Orchestration by a coordinator", "Choreography by events"}}

	one, two, list := placed(316, short), placed(316, four), placed(316, long)

	require.Equal(t, []Kind{Segments, Segments, Segments}, kinds(one))
	require.Equal(t, one.surface.controls[0].area.Y, one.surface.controls[2].area.Y)
	require.Equal(t, []Kind{Segments, Segments, Segments, Segments}, kinds(two))
	require.Less(t, two.surface.controls[1].area.Y, two.surface.controls[2].area.Y)
	require.Equal(t, []Kind{Choice, Choice}, kinds(list))
}

func TestButtonsNeverClipTheirTexts(t *testing.T) {
	buttons := []Button{{ID: "a", Text: "Drop every third message"}, {ID: "b", Text: "Slow", Icon: IconOf(paint.Clock)}}
	painter := paint.New()
	for width := float32(120); width < 700; width += 7 {
		p := placed(width, Item{Kind: Buttons, Buttons: buttons, Columns: 3})
		for _, c := range p.surface.controls {
			lines := painter.Wrap(nil, c.text, p.surface.metrics.boldStyle(), c.area.W-2*c.inset-p.surface.plan.iconRoom(c.icon, c.text))
			require.GreaterOrEqual(t, c.area.H, p.surface.metrics.line*float32(len(lines)), "width %g", width)
			require.LessOrEqual(t, c.area.X+c.area.W, width)
		}
	}
}

func TestAControlThatIsStillWantedStaysTheSame(t *testing.T) {
	slider := Item{Kind: Slider, ID: "s", Max: 10, Value: 3}
	p := placed(316, slider)
	before := p.surface.controls[0]
	p.surface.dirty = false

	p.Show([]Item{slider})
	require.False(t, p.Dirty(), "nothing changed")
	slider.Value = 4
	p.Show([]Item{{Kind: Heading, Label: "새 제목"}, {Kind: Buttons, Buttons: []Button{{ID: "b", Text: "b"}}}, slider})

	require.True(t, p.Dirty())
	require.Same(t, before, p.surface.controls[1])
	require.Equal(t, int64(4), before.value)
	require.Empty(t, p.surface.events, "what the program shows is no event")
}

func TestADragIsKeptWhileTheItemsChange(t *testing.T) {
	slider := Item{Kind: Slider, ID: "s", Max: 10, Value: 3}
	p := placed(316, slider)
	c := p.surface.controls[0]
	p.surface.grab(c)
	p.surface.set(c, 7, false)

	slider.ValueText = "still three"
	p.Show([]Item{slider})
	require.Equal(t, int64(7), c.value)
	p.surface.letGo()
	p.Show([]Item{slider})

	require.Equal(t, int64(3), c.value, "let go, it shows what the program says")
	require.Equal(t, []Event{{ID: "s", Value: 7}, {ID: "s", Value: 7, Done: true}}, p.surface.events)
}

func TestThePanelKeepsCopiesOfWhatItShows(t *testing.T) {
	options := []string{"a", "b"}
	p := placed(316, Item{Kind: Segments, ID: "s", Options: options})
	p.surface.dirty = false

	options[1] = "c"
	p.Show([]Item{{Kind: Segments, ID: "s", Options: options}})

	require.True(t, p.Dirty())
	require.Equal(t, "c", p.surface.controls[1].text)
}

func TestEqualNamesAreToldApart(t *testing.T) {
	b := Button{ID: "same", Text: "x"}

	p := placed(316, Item{Kind: Buttons, Buttons: []Button{b, b, b}})

	require.Len(t, p.surface.controls, 3)
	require.NotSame(t, p.surface.controls[0], p.surface.controls[1])
	require.Len(t, p.surface.root.Children(), 3)
}

func TestTheFocusIsKeptUntilItsControlIsGone(t *testing.T) {
	a, b := Item{Kind: Slider, ID: "a", Max: 9}, Item{Kind: Slider, ID: "b", Max: 9}
	p := placed(316, a, b)
	p.surface.take(p.surface.controls[1])

	p.Show([]Item{b})
	require.True(t, p.Focused())
	p.Show([]Item{a})

	require.False(t, p.Focused())
}

func TestTabStopsOnceInAGroupAndSkipsWhatIsDisabled(t *testing.T) {
	p := placed(316,
		Item{Kind: Segments, ID: "g", Options: []string{"a", "b", "c"}, Selected: 1},
		Item{Kind: Segments, ID: "none", Options: []string{"a", "b"}, Selected: -1},
		Item{Kind: Buttons, Buttons: []Button{{ID: "off", Text: "x", Disabled: true}, {ID: "on", Text: "x"}}})
	var stops []string
	for c := p.surface.neighbour(+1); c != nil; c = p.surface.neighbour(+1) {
		p.surface.take(c)
		stops = append(stops, c.key.id+c.text)
	}
	p.Blur()

	require.Equal(t, []string{"gb", "nonea", "onx"}, stops)
}

func TestABarKeepsToItsSideAndSaysItsWidth(t *testing.T) {
	b := NewBar()
	b.Style(&theme.Light, design, 2)
	b.Show([]Button{{ID: "a", Text: "링크 복사"}, {ID: "b", Text: "KO", Chip: true}})
	b.Place(paint.Rect{X: 100, Y: 0, W: 500, H: 55}, paint.Right)
	last := b.surface.controls[1]

	require.InDelta(t, 600, b.surface.rect.X+last.area.X+last.area.W, 0.01)
	require.True(t, b.Contains(599, 27))
	require.False(t, b.Contains(101, 27))
	require.InDelta(t, 599.9-b.PreferredWidth(), b.surface.rect.X+halo, 0.2)
}

func TestShowingTheSameAgainAllocatesNothing(t *testing.T) {
	items := []Item{{Kind: Segments, ID: "s", Label: "복제 방식", Options: []string{"a", "b"}}, {Kind: Slider, ID: "x", Max: 9}}
	p := placed(316, items...)

	same := testing.AllocsPerRun(100, func() { p.Show(items) })
	changing := testing.AllocsPerRun(100, func() {
		items[1].Value ^= 1
		p.Show(items)
	})

	require.Zero(t, same)
	require.Zero(t, changing)
}

func TestEveryFaceOfAButtonIsReadableInBothThemes(t *testing.T) {
	const least = 4.5 // WCAG 2.2, success criterion 1.4.3 (AA)
	for _, th := range []*theme.Theme{&theme.Dark, &theme.Light} {
		b := NewBar()
		b.Style(th, design, 1)
		for bits := range 64 {
			c := &control{cell: cell{tone: Tone(bits & 3 % 3), chip: bits&4 != 0, selected: bits&8 != 0}, over: bits&16 != 0, down: bits&32 != 0}

			fill, _, text := b.surface.faces(c)

			require.GreaterOrEqual(t, theme.Contrast(text, fill), least, "%s: tone %d chip %t selected %t over %t down %t", th.Name, c.tone, c.chip, c.selected, c.over, c.down)
		}
	}
}
