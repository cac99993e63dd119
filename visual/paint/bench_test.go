package paint_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"github.com/kookmin-msa-study/msalab/visual/displaytest"
	"github.com/kookmin-msa-study/msalab/visual/paint"
	"github.com/kookmin-msa-study/msalab/visual/theme"
)

const benchNodes, benchPackets = 1000, 5000

var benchNames = func() (names [benchNodes]string) {
	for i := range names {
		names[i] = fmt.Sprintf("n%d", i)
	}
	return names
}()

// crowd paints 1,000 nodes (disc, border, label) and 5,000 packets.
func crowd(p *paint.Painter, th *theme.Theme) {
	p.Begin(1280, 720, 1)
	style := paint.Style{Size: 13, Weight: paint.Bold, Color: th.Text, Align: paint.Center}
	for i := range benchNodes {
		x, y := 20+float32(i%50)*25, 20+float32(i/50)*34
		p.DiscEdge(x, y, 11, th.TealSoft, 2, th.Teal)
		p.Text(x, y, benchNames[i], style)
	}
	for i := range benchPackets {
		p.Disc(10+float32(i%125)*10, 10+float32(i/125)*17, 4, th.Blue)
	}
}

// bare writes as many quads with corners, colour and attributes that are known
// beforehand: what any batch has to do, and nothing else.
func bare(verts []ebiten.Vertex, indices []uint32, quads int, withIndices bool) ([]ebiten.Vertex, []uint32) {
	verts, indices = verts[:0], indices[:0]
	for i := range quads {
		x, y, r := 10+float32(i%125)*10, 10+float32(i/125)*8, float32(5)
		v := ebiten.Vertex{DstX: x - r, DstY: y - r, SrcX: -r, SrcY: -r, ColorR: 1, ColorG: 2, ColorB: 1, ColorA: 2, Custom0: 4, Custom1: 4, Custom2: 4, Custom3: 0}
		verts = append(verts, v, v, v, v)
		q := verts[len(verts)-4:]
		q[1].DstX, q[1].SrcX = x+r, r
		q[2].DstY, q[2].SrcY = y+r, r
		q[3].DstX, q[3].DstY, q[3].SrcX, q[3].SrcY = x+r, y+r, r, r
		if withIndices {
			n := uint32(i * 4)
			indices = append(indices, n, n+1, n+2, n+1, n+3, n+2)
		}
	}
	return verts, indices
}

// BenchmarkFillingACrowd needs no display. It reports the best time a quad and
// how many times a bare batch of the same number of quads it took: x-bare against
// one that also writes its indices, as usual, x-vertices against one that
// writes vertices only.
func BenchmarkFillingACrowd(b *testing.B) {
	p := paint.New()
	crowd(p, &theme.Dark)
	quads := p.Quads()
	var verts []ebiten.Vertex
	var indices []uint32
	verts, indices = bare(verts, indices, quads, true)
	ours, plain, lean := time.Hour, time.Hour, time.Hour
	b.ReportAllocs()
	for b.Loop() {
		start := time.Now()
		crowd(p, &theme.Dark)
		ours = min(ours, time.Since(start))
		start = time.Now()
		verts, indices = bare(verts, indices, quads, true)
		plain = min(plain, time.Since(start))
		start = time.Now()
		verts, indices = bare(verts, indices, quads, false)
		lean = min(lean, time.Since(start))
	}
	b.ReportMetric(float64(ours)/float64(plain), "x-bare")
	b.ReportMetric(float64(ours)/float64(lean), "x-vertices")
	b.ReportMetric(float64(ours.Nanoseconds())/float64(quads), "ns/quad")
	b.ReportMetric(float64(quads), "quads")
}

// BenchmarkDrawingACrowd hands the batch to Ebitengine and waits until it is
// drawn; it needs a display. The ratio is against bare quads of one colour.
func BenchmarkDrawingACrowd(b *testing.B) {
	displaytest.Need(b)
	screen, white := ebiten.NewImage(1280, 720), ebiten.NewImage(3, 3)
	defer screen.Deallocate()
	defer white.Deallocate()
	white.Fill(theme.Dark.Text)
	p := paint.New()
	crowd(p, &theme.Dark)
	quads := p.Quads()
	var verts []ebiten.Vertex
	var indices []uint32
	ours, plain := time.Hour, time.Hour
	for b.Loop() {
		start := time.Now()
		crowd(p, &theme.Dark)
		p.Flush(screen)
		screen.At(0, 0) // waits for the drawing
		ours = min(ours, time.Since(start))
		start = time.Now()
		verts, indices = bare(verts, indices, quads, true)
		screen.DrawTriangles32(verts, indices, white, nil)
		screen.At(0, 0)
		plain = min(plain, time.Since(start))
	}
	b.ReportMetric(float64(ours)/float64(plain), "x-bare")
	b.ReportMetric(float64(ours.Microseconds()), "µs/frame")
}

// BenchmarkDrawingTheGallery draws a whole screen with every kind of shape; it
// needs a display.
func BenchmarkDrawingTheGallery(b *testing.B) {
	displaytest.Need(b)
	screen := ebiten.NewImage(1280, 800)
	defer screen.Deallocate()
	p := paint.New()
	for b.Loop() {
		p.Begin(galleryWidth, galleryHeight, 4.0/3)
		gallery(p, &theme.Dark)
		p.Flush(screen)
		screen.At(0, 0) // waits for the drawing
	}
}
