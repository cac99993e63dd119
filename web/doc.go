// Package web is the lab as a web page: it builds the static files, writes them into a folder and serves them.
//
// The page is the program itself compiled to WebAssembly, plus a loader of a few kilobytes. All addresses in it are
// relative, so any static host or sub-path serves it; nothing is requested from a third party. Three ways lead to it:
//
//	Build     compiles the module and writes the page into a folder, for any static host   needs the Go toolchain
//	Serve     builds into the user's cache when something changed, and serves it           needs the Go toolchain
//	embedded  a binary built with -tags embedpage carries web/dist; both functions use it  needs nothing
//
// A release binary is made in two steps: write the page into web/dist, then build with the tag:
//
//	go run . page -o web/dist && go build -tags embedpage
//
// What is in the folder:
//
//	index.html <id>/index.html  the same page; each scenario has a copy with its own title for link previews, because
//	                            a server never sees the fragment of a link
//	loader.js style.css         progress bar, error cards, the browser's own keys
//	notes.html notes.js notes.css  the presenter's notes, a second window that the program opens in present mode
//	sw.js                       the service worker: the page opens without a network after the first visit
//	wasm_exec.js                Go's own runtime glue, from the toolchain that compiled the module
//	msalab.wasm.gz              the module; the browser unpacks it, so a host without compression does not matter
//	icon*, manifest, og.png     what browsers and chat programs show of the page
//
// Every file that the page loads is addressed with the hash of its content (style.css?v=...), so caches never mix two
// builds. Errors that the person can mend by other input match [ErrBadInput].
package web
