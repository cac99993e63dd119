//go:build js

package wasm

import (
	"strings"
	"syscall/js"
	"time"
)

// linkInterval is the shortest time between two changes of the address bar. Safari throws above 100 changes in 30 s,
// which is one in 300 ms; Chromium and Firefox allow more.
const linkInterval = 350 * time.Millisecond

// Link is the fragment of the address without its leading "#", or "". It is always ASCII: browsers escape the rest as
// %XX, and chat programs also escape ASCII punctuation, which is undone here except where it would change the meaning
// of the link (% & = ? # + and control characters stay escaped).
func (h *Host) Link() string {
	fragment := js.Global().Get("location").Get("hash").String()
	return unescape(strings.TrimPrefix(fragment, "#"))
}

func unescape(s string) string {
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			if c := unhex(s[i+1])<<4 | unhex(s[i+2]); c > ' ' && c < 0x7f && !strings.ContainsRune("%&=?#+", rune(c)) {
				out.WriteByte(byte(c))
				i += 2
				continue
			}
		}
		out.WriteByte(s[i])
	}
	return out.String()
}

// unhex is the value of a hexadecimal digit, or a number so large that no byte comes of it.
func unhex(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10
	}
	return 1 << 16
}

// SetLink shows the link in the address bar without a new entry in the history. Browsers limit how often that may
// happen: at most about three a second get there, and the last one always does. A leading "#" is optional.
func (h *Host) SetLink(link string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.hasNext {
		return // the person has just brought another link: the program reads that one first
	}
	h.pending = strings.TrimPrefix(link, "#")
	if h.waiting {
		return
	}
	if wait := linkInterval - time.Since(h.lastSet); wait > 0 {
		h.waiting = true
		time.AfterFunc(wait, h.flush)
		return
	}
	h.write()
}

// flush writes the waiting link; also when the page goes away.
func (h *Host) flush() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.waiting {
		h.waiting = false
		h.write()
	}
}

// write changes the address. If the browser refuses, it tries again after an interval.
func (h *Host) write() {
	h.lastSet = time.Now()
	if unescape(h.pending) == h.known {
		return
	}
	if _, ok := try(js.Global().Get("history"), "replaceState", nil, "", h.address(h.pending)); !ok {
		h.waiting = true
		time.AfterFunc(linkInterval, h.flush)
		return
	}
	h.known = unescape(h.pending) // as Link reads it
}

// address keeps the page's path, because that one is known to exist on the host, unless it is another scenario's.
func (h *Host) address(link string) string {
	location := js.Global().Get("location")
	path, query := location.Get("pathname").String(), location.Get("search").String()
	folder := strings.TrimSuffix(strings.TrimPrefix(location.Get("origin").String()+path, h.base), "/")
	if h.folders[folder] && folder != scenarioOf(link) {
		return h.base + query + "#" + link
	}
	return path + query + "#" + link
}

// scenarioOf is the id in "/id?parameters", or "".
func scenarioOf(link string) string {
	id, _, _ := strings.Cut(strings.TrimPrefix(link, "/"), "?")
	return id
}

func (h *Host) onLink() {
	link := h.Link()
	h.mu.Lock()
	defer h.mu.Unlock()
	if link == h.known {
		return
	}
	h.known, h.next, h.hasNext = link, link, true
	h.waiting = false // what waited belongs to the run that the person leaves
}

// NextLink hands over, once, the newest link that the person typed, pasted or went back to since the last call. It
// costs no call into the browser, so it can be asked in every tick.
func (h *Host) NextLink() (string, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	link, ok := h.next, h.hasNext
	h.next, h.hasNext = "", false
	return link, ok
}

// ShareURL is the full address for the clipboard. A scenario with a folder of its own gets it in the path, so that
// chat programs, which never see the fragment, show the right preview. A leading "#" of the link is optional.
func (h *Host) ShareURL(link string) string {
	link = strings.TrimPrefix(link, "#")
	if id := scenarioOf(link); h.folders[id] {
		return h.base + id + "/#" + link
	}
	return h.base + "#" + link
}
