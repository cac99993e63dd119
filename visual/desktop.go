//go:build !js

package visual

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/atotto/clipboard"
)

// Desktop is the Host of the window.
type Desktop struct {
	link   string
	probes sync.Map
}

// NewDesktop returns the window's host. link may be "".
func NewDesktop(link string) *Desktop { return &Desktop{link: link} }

// Link implements Host.
func (d *Desktop) Link() string { return d.link }

// SetLink implements Host: a window has no address bar; L copies the link.
func (d *Desktop) SetLink(link string) { d.link = link }

// NextLink implements Host.
func (d *Desktop) NextLink() (string, bool) { return "", false }

// ShareURL implements Host: a window's link opens with `msalab replay` or any page.
func (d *Desktop) ShareURL(link string) string { return link }

// Copy implements Host. Without a clipboard program the link goes to standard output.
func (d *Desktop) Copy(text string) {
	if err := clipboard.WriteAll(text); err != nil {
		fmt.Println(text)
	}
}

// Announce implements Host.
func (d *Desktop) Announce(text, lang string) { d.Probe("caption-"+lang, text) }

// Alert implements Host.
func (d *Desktop) Alert(text, lang string) { d.Announce(text, lang) }

// Language implements Host: a window has no document.
func (d *Desktop) Language(string) {}

type desktopPrefs struct {
	Lang  string `json:"lang"`
	Light bool   `json:"light"`
}

func prefsFile() (string, error) {
	dir, err := os.UserConfigDir()
	return filepath.Join(dir, "msalab", "prefs.json"), err
}

// Prefs implements Host: what was chosen last, or the system's language.
func (d *Desktop) Prefs() (lang string, light, reducedMotion bool) {
	lang = "ko"
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := os.Getenv(name); v != "" {
			if strings.HasPrefix(v, "en") {
				lang = "en"
			}
			break
		}
	}
	reducedMotion = os.Getenv("MSALAB_REDUCED_MOTION") == "1"
	path, err := prefsFile()
	if err != nil {
		return lang, false, reducedMotion
	}
	var p desktopPrefs
	if data, err := os.ReadFile(path); err == nil && json.Unmarshal(data, &p) == nil && p.Lang != "" {
		return p.Lang, p.Light, reducedMotion
	}
	return lang, false, reducedMotion
}

// Remember implements Host. A choice that cannot be kept is forgotten on exit.
func (d *Desktop) Remember(lang string, light bool) {
	path, err := prefsFile()
	if err != nil {
		return
	}
	data, err := json.Marshal(desktopPrefs{lang, light})
	if err == nil && os.MkdirAll(filepath.Dir(path), 0o755) == nil {
		_ = os.WriteFile(path, data, 0o644) // only a convenience: nothing depends on it
	}
}

// OpenNotes implements Host: a window of the desktop shows the notes itself.
func (d *Desktop) OpenNotes() bool { return false }

// Notes implements Host.
func (d *Desktop) Notes(page string) { d.Probe("notes", page) }

// NotesCommand implements Host.
func (d *Desktop) NotesCommand() (string, bool) { return "", false }

// Ready implements Host.
func (d *Desktop) Ready() {}

// Fail implements Host.
func (d *Desktop) Fail(message string) { fmt.Fprintln(os.Stderr, "msalab:", message) }

// Probe implements Host: tests of the window read what was published with Probed.
func (d *Desktop) Probe(name, value string) { d.probes.Store(name, value) }

// Probed returns the last value published under a name.
func (d *Desktop) Probed(name string) string {
	v, _ := d.probes.Load(name)
	s, _ := v.(string)
	return s
}
