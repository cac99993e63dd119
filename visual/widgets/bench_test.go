package widgets_test

import (
	"testing"

	"github.com/hajimehoshi/ebiten/v2"

	"github.com/kookmin-msa-study/msalab/visual/displaytest"
	"github.com/kookmin-msa-study/msalab/visual/theme"
	"github.com/kookmin-msa-study/msalab/visual/widgets"
)

// BenchmarkAnIdleFrame is what two panels and two bars cost while nobody
// touches them: Style, Show, Update and Draw of all four. The window is one
// pixel, so that software rendering of the blits does not hide our own work;
// run it with -benchtime 300x, before the driver's queue is full.
func BenchmarkAnIdleFrame(b *testing.B) { benchFrame(b, false) }

// BenchmarkABusyFrame is the same while a slider's value changes in every
// frame, so that one panel is laid out and painted anew each time.
func BenchmarkABusyFrame(b *testing.B) { benchFrame(b, true) }

func benchFrame(b *testing.B, busy bool) {
	displaytest.Need(b)
	screen := ebiten.NewImage(1, 1)
	defer screen.Deallocate()
	sizes := theme.SizesFor(galleryWidth, galleryHeight, false)
	d := newDesk(&theme.Dark, sizes, 1)
	items := append([]widgets.Item(nil), panelKorean...)
	d.draw(screen)
	b.ReportAllocs()
	for b.Loop() {
		if busy {
			items[2].Value ^= 1
		}
		d.panel.Style(&theme.Dark, sizes, 1)
		d.panel.Show(items)
		d.second.Show(panelEnglish)
		d.bar.Show(barKorean)
		d.views.Show(barViews)
		d.panel.Update(true)
		d.second.Update(true)
		d.bar.Update(true)
		d.views.Update(true)
		d.draw(screen)
	}
	screen.At(0, 0) // wait for the GPU before the image goes
}
