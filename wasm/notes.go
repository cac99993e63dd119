//go:build js

package wasm

import "syscall/js"

// notesChannel is shared with the notes' page: this side sends {page: JSON}, that one {command: name}.
const notesChannel = "msalab-notes"

// OpenNotes opens the presenter's second window, or brings it to the front. Call it soon after the person's key or
// click: a browser that blocks the window, or a page without one, gives false.
func (h *Host) OpenNotes() bool {
	meta := h.document.Call("querySelector", `meta[name="msalab-notes"]`)
	if !meta.Truthy() {
		return false
	}
	window, ok := try(js.Global(), "open", h.base+meta.Get("content").String(), notesChannel, "popup,width=900,height=680")
	return ok && window.Truthy() && h.channel().Truthy()
}

// Notes shows a page in the notes' window, if one is open: what visual writes and notes.js reads.
func (h *Host) Notes(page string) {
	if channel := h.channel(); channel.Truthy() {
		try(channel, "postMessage", map[string]any{"page": page})
	}
}

// NotesCommand hands over, once each and in order, what was pressed in the notes' window.
func (h *Host) NotesCommand() (string, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.commands) == 0 {
		return "", false
	}
	command := h.commands[0]
	h.commands = h.commands[1:]
	return command, true
}

// maxCommands is how many presses wait while nobody asks for them.
const maxCommands = 16

// channel opens the way to the notes' window once; undefined where browsers have none.
func (h *Host) channel() js.Value {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.notes.Truthy() || !js.Global().Get("BroadcastChannel").Truthy() {
		return h.notes
	}
	h.notes = js.Global().Get("BroadcastChannel").New(notesChannel)
	h.notes.Set("onmessage", js.FuncOf(func(_ js.Value, args []js.Value) any {
		h.onCommand(args[0].Get("data"))
		return nil
	}))
	return h.notes
}

func (h *Host) onCommand(data js.Value) {
	if data.Type() != js.TypeObject || data.Get("command").Type() != js.TypeString {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.commands) < maxCommands {
		h.commands = append(h.commands, data.Get("command").String())
	}
}
