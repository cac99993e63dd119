// Package story holds the tests of the whole program: what people do with the lab in the
// page and in the window alike, and what must come of it. It has nothing else.
package story
