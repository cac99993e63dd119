// Package paint is the one batched painter of the program. Every shape and
// glyph of a frame becomes a quad in one vertex buffer, and Flush draws the
// buffer in a handful of calls: a short shader for boxes, glyphs and polygons,
// and a full one for groups of dashes, arcs, glows and gradients. A steady
// frame allocates nothing here.
//
//	p.Begin(1280, 720, scale)          // logical pixels; scale device pixels in each
//	p.Box(20, 20, 300, 80, 12, th.Panel)
//	p.Text(40, 60, "n2가 ack를 보냈어요.", paint.Style{Size: 23, Weight: paint.Bold, Color: th.Text})
//	complete := p.Flush(screen)        // false: draw one more frame
//
// How each kind of shape becomes sharp at any scale:
//
//	Box Disc …Edge …Line   signed distance to a rounded box, fill and outline in one quad
//	DashBox DashCircle     the same, with a seamless pattern along the outline
//	Line Dash Arrow        a box turned to the line; the pattern is computed in the shader
//	Arc                    distance to the ring and to its two ends
//	Glow Gradient          the same distance, as a fade; two colours from left to right
//	Poly Triangle          a fan with an edge of one pixel that fades out
//	Text Icon              coverage rasterised at the device size, from an atlas of four channels
//
// Outside PushTransform, boxes, level lines, hairlines and outlines keep to
// whole device pixels. Within it only text and icons do, so that parts of the
// model can glide. Text is anchored by its optical middle unless told
// otherwise, begins on a whole device pixel, and its width grows with its
// characters only: no kerning, tabular figures, so numbers do not jitter.
//
// Fill the page with dst.Fill, not with a Box: it costs nothing. Clips are cut
// while quads are collected, so they cost no draw call. When the
// atlas runs full, glyphs are left out until the next frame (Flush says so);
// a wrong glyph is never drawn. New, the shapes, Measure, Truncate and Wrap
// work without a display; only Flush needs one.
package paint
