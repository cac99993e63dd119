package screen

import (
	"image"
	"time"

	"github.com/kookmin-msa-study/msalab/visual/edit"
)

// Host is what the program needs from where it runs: a page or a desktop.
type Host interface {
	// Link returns the link the program was opened with, "" for none.
	Link() string
	// SetLink shows the link of what is on screen, in the address bar if there is one.
	SetLink(link string)
	// NextLink returns a link that was typed or pasted since the last call.
	NextLink() (string, bool)
	// ShareURL makes a link into something that can be sent to somebody.
	ShareURL(link string) string
	// Copy puts text on the clipboard.
	Copy(text string)
	// Announce says something to screen readers.
	Announce(text, lang string)
	// Alert says something to screen readers at once, interrupting what they say.
	Alert(text, lang string)
	// Language says in which language the screen is now.
	Language(lang string)
	// Prefs returns what the person prefers: language ("ko", "en"), theme, motion.
	Prefs() (lang string, light, reducedMotion bool)
	// Remember keeps a choice of language and theme.
	Remember(lang string, light bool)
	// OpenNotes opens a second window for the presenter's notes; false where there is none.
	OpenNotes() bool
	// Notes hands over what the notes window shows, as JSON; "" when nothing is presented.
	Notes(page string)
	// NotesCommand returns what was pressed in the notes window since the last call:
	// next, back, home, end, ask, copy, blank, or hello when it has just opened.
	NotesCommand() (string, bool)
	// Recall returns what Keep kept under a name, also before; "" for nothing.
	Recall(name string) string
	// Keep keeps a small choice. Where nothing can be kept it is forgotten on exit.
	Keep(name, value string)
	// OpenField opens a place to type in over the picture, or gives the open one the
	// keyboard again with another text.
	OpenField(f edit.Field)
	// MoveField follows the layout.
	MoveField(p edit.Place)
	// PollField returns what happened since the last call.
	PollField() edit.Result
	// CloseField takes it away; the keyboard is the program's again.
	CloseField()
	// Ready says that the first frame is drawn.
	Ready()
	// Fail shows that the program cannot go on, and why.
	Fail(message string)
	// Probe publishes a value for tests that drive the program from outside.
	Probe(name, value string)
}

// Fonts is a Host with fonts of its own, for characters that the embedded ones lack.
type Fonts interface {
	// Glyph draws a character at a size in device pixels: its coverage around the pen
	// position, y down, and how far the pen moves on. It reports false when it lacks it.
	Glyph(char rune, bold, mono bool, px float32) (cover *image.Alpha, advance float32, ok bool)
}

// Clock is a Host with a clock of its own.
type Clock interface{ Now() time.Time }
