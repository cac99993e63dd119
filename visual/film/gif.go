package film

import (
	"bufio"
	"compress/lzw"
	"encoding/binary"
	"errors"
	"image"
	"io"
	"time"
)

// The Graphics Interchange Format, version 89a (CompuServe, 1990).
const (
	entries     = 256
	transparent = entries - 1 // the palette's last entry is what did not change
	longest     = 65535       // hundredths of a second that a picture can last
)

// Encoder writes a film.
type Encoder struct {
	w       *bufio.Writer
	palette []uint32
	nearest map[uint32]uint8
	size    image.Point
	err     error

	shown   []uint8 // by pixel: the entry on the screen
	next    []uint8
	pending patch         // the last picture, until it is known how long it lasts
	late    time.Duration // what is lost by rounding to hundredths of a second
}

// patch is what a picture changes.
type patch struct {
	at      image.Rectangle
	pix     []uint8
	lasts   time.Duration
	waiting bool
}

// NewEncoder returns an encoder that writes to w with a palette of the colours.
func NewEncoder(w io.Writer, colors *Colors) *Encoder {
	return &Encoder{w: bufio.NewWriter(w), palette: colors.palette(entries - 1), nearest: map[uint32]uint8{}}
}

// Add appends a picture that lasts so long. All pictures have the size of the first.
func (e *Encoder) Add(m *image.RGBA, lasts time.Duration) error {
	size := m.Rect.Size()
	if e.shown == nil && e.err == nil {
		e.begin(size)
	}
	if size != e.size && e.err == nil {
		e.err = errors.New("the pictures of a film have one size")
	}
	if e.err != nil {
		return e.err
	}
	e.quantize(m)
	at := e.changed()
	if at.Empty() && e.pending.waiting {
		e.pending.lasts += lasts
		return nil
	}
	e.flush()
	e.keep(at)
	e.pending.lasts = lasts
	return e.err
}

// Close ends the film. It must be called once, after the last picture.
func (e *Encoder) Close() error {
	if e.shown == nil && e.err == nil {
		return errors.New("a film needs a picture")
	}
	e.flush()
	e.put(0x3b) // trailer
	if e.err != nil {
		return e.err
	}
	return e.w.Flush()
}

func (e *Encoder) put(bytes ...byte) {
	if e.err == nil {
		_, e.err = e.w.Write(bytes)
	}
}

func (e *Encoder) word(n int) { e.put(binary.LittleEndian.AppendUint16(nil, uint16(n))...) }

// begin writes the header, the palette, and that the film repeats (Netscape 2.0).
func (e *Encoder) begin(size image.Point) {
	if size.X < 1 || size.Y < 1 || size.X > 65535 || size.Y > 65535 {
		e.err = errors.New("a film is 1 to 65535 pixels wide and high")
		return
	}
	e.size = size
	e.shown, e.next = make([]uint8, size.X*size.Y), make([]uint8, size.X*size.Y)
	for i := range e.shown {
		e.shown[i] = transparent // nothing is there yet
	}
	e.put([]byte("GIF89a")...)
	e.word(size.X)
	e.word(size.Y)
	e.put(0xf7, transparent, 0) // 256 colours of 8 bits; the background, which is nowhere seen
	for i := range entries {
		rgb := uint32(0)
		if i < len(e.palette) {
			rgb = e.palette[i]
		}
		e.put(byte(rgb>>16), byte(rgb>>8), byte(rgb))
	}
	e.put(append([]byte{0x21, 0xff, 11}, "NETSCAPE2.0\x03\x01\x00\x00\x00"...)...)
}

// quantize finds each pixel's entry of the palette.
func (e *Encoder) quantize(m *image.RGBA) {
	at := 0
	eachRow(m, func(row []uint8) {
		last, entry := ^uint32(0), uint8(0)
		for i := 0; i+4 <= len(row); i += 4 {
			if rgb := rgbOf(row[i:]); rgb != last {
				last, entry = rgb, e.entry(rgb)
			}
			e.next[at] = entry
			at++
		}
	})
}

func (e *Encoder) entry(rgb uint32) uint8 {
	if i, ok := e.nearest[rgb]; ok {
		return i
	}
	best, least := 0, int(^uint(0)>>1)
	want := shade{rgb: rgb}
	for i, have := range e.palette {
		far := 0
		for ch := range 3 {
			d := want.channel(ch) - shade{rgb: have}.channel(ch)
			far += d * d * weight[ch]
		}
		if far < least {
			best, least = i, far
		}
	}
	e.nearest[rgb] = uint8(best)
	return uint8(best)
}

// changed returns the smallest rectangle that holds every pixel that differs.
func (e *Encoder) changed() image.Rectangle {
	out := image.Rectangle{}
	for y := range e.size.Y {
		was, now := e.shown[y*e.size.X:][:e.size.X], e.next[y*e.size.X:][:e.size.X]
		from, to := 0, e.size.X
		for from < to && was[from] == now[from] {
			from++
		}
		for to > from && was[to-1] == now[to-1] {
			to--
		}
		if from < to {
			out = out.Union(image.Rect(from, y, to, y+1))
		}
	}
	return out
}

// keep takes over what changed as the picture to be written next.
func (e *Encoder) keep(at image.Rectangle) {
	e.pending = patch{at: at, pix: e.pending.pix[:0], waiting: true}
	for y := at.Min.Y; y < at.Max.Y; y++ {
		for i := y*e.size.X + at.Min.X; i < y*e.size.X+at.Max.X; i++ {
			entry := e.next[i]
			if entry == e.shown[i] {
				entry = transparent
			}
			e.pending.pix = append(e.pending.pix, entry)
		}
	}
	e.shown, e.next = e.next, e.shown
}

// flush writes the pending picture; one that lasts very long is written in parts.
func (e *Encoder) flush() {
	p := &e.pending
	if !p.waiting || e.err != nil {
		return
	}
	p.waiting = false
	e.late += p.lasts
	hundredths := max(int((e.late+5*time.Millisecond)/(10*time.Millisecond)), 1)
	e.late -= time.Duration(hundredths) * 10 * time.Millisecond
	for {
		part := min(hundredths, longest)
		e.write(p, part)
		if hundredths -= part; hundredths <= 0 {
			return
		}
		p.at.Max, p.pix = p.at.Min.Add(image.Pt(1, 1)), append(p.pix[:0], transparent)
	}
}

func (e *Encoder) write(p *patch, hundredths int) {
	e.put(0x21, 0xf9, 4, 1<<2|1) // leave the picture there; one entry is transparent
	e.word(hundredths)
	e.put(transparent, 0)
	e.put(0x2c)
	for _, n := range []int{p.at.Min.X, p.at.Min.Y, p.at.Dx(), p.at.Dy()} {
		e.word(n)
	}
	e.put(0, 8) // no palette of its own; LZW codes begin with 8 bits
	if e.err != nil {
		return
	}
	blocks := &blockWriter{e: e}
	pack := lzw.NewWriter(blocks, lzw.LSB, 8)
	_, err := pack.Write(p.pix)
	if closing := pack.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = blocks.close()
	}
	if e.err == nil {
		e.err = err
	}
}

// blockWriter cuts a stream into the format's blocks of at most 255 bytes.
type blockWriter struct {
	e   *Encoder
	buf [256]byte // the first is the length
	n   int
}

// Write implements io.Writer.
func (b *blockWriter) Write(p []byte) (int, error) {
	for _, c := range p {
		b.n++
		b.buf[b.n] = c
		if b.n == 255 {
			b.flush()
		}
	}
	return len(p), b.e.err
}

func (b *blockWriter) flush() {
	b.buf[0] = byte(b.n)
	b.e.put(b.buf[:b.n+1]...)
	b.n = 0
}

// close writes what is left, and the empty block that ends a picture.
func (b *blockWriter) close() error {
	if b.n > 0 {
		b.flush()
	}
	b.e.put(0)
	return b.e.err
}
