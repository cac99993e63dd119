//go:build !js

// Package desktop is the host of the window: its clipboard, its preferences, its field to
// type in.
package desktop

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
	Field  drawnField
	kept   map[string]string // of this session, where no file can be written
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
	Lang  string            `json:"lang,omitempty"`
	Light bool              `json:"light,omitempty"`
	Kept  map[string]string `json:"kept,omitempty"`
}

// readPrefs returns what was chosen before; nothing when there is no such file.
func readPrefs() (p desktopPrefs) {
	path, err := prefsFile()
	if err != nil {
		return p
	}
	if data, err := os.ReadFile(path); err != nil || json.Unmarshal(data, &p) != nil {
		return desktopPrefs{}
	}
	return p
}

// write keeps the choices: only a convenience, nothing depends on it.
func (p desktopPrefs) write() {
	path, err := prefsFile()
	if err != nil {
		return
	}
	data, err := json.Marshal(p)
	if err == nil && os.MkdirAll(filepath.Dir(path), 0o755) == nil {
		_ = os.WriteFile(path, data, 0o644)
	}
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
	if p := readPrefs(); p.Lang != "" {
		return p.Lang, p.Light, reducedMotion
	}
	return lang, false, reducedMotion
}

// Remember implements Host. A choice that cannot be kept is forgotten on exit.
func (d *Desktop) Remember(lang string, light bool) {
	p := readPrefs()
	p.Lang, p.Light = lang, light
	p.write()
}

// Recall implements Host.
func (d *Desktop) Recall(name string) string {
	if value, ok := d.kept[name]; ok {
		return value
	}
	return readPrefs().Kept[name]
}

// Keep implements Host.
func (d *Desktop) Keep(name, value string) {
	if d.kept == nil {
		d.kept = map[string]string{}
	}
	d.kept[name] = value
	p := readPrefs()
	if p.Kept == nil {
		p.Kept = map[string]string{}
	}
	p.Kept[name] = value
	p.write()
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
