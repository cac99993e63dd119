// Package film writes pictures that follow each other as an animated GIF, with one
// palette for all of them. It is made for pictures of a program: flat colours, few
// changes from one picture to the next.
//
//	var colors film.Colors
//	colors.Add(first); colors.Add(another)      // what the palette must serve
//	e := film.NewEncoder(w, &colors)
//	err := e.Add(first, 50*time.Millisecond)    // and so on
//	err = e.Close()
//
// Large flat areas keep their very colour; the other entries of the palette come from
// median cuts (P. Heckbert, Color Image Quantization for Frame Buffer Display, SIGGRAPH
// 1982), always of the box whose colours differ most. Only the rectangle that changed is
// written, and within it what did not change is transparent. A picture that is the same
// as the one before makes that one last longer. The film repeats for ever.
package film
