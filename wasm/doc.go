// Package wasm is the bridge between the program and the browser page around it: address bar, clipboard, downloads,
// announcements for screen readers, preferences, and the start and the end of the program.
//
// Everything is in [Host], which exists only under GOOS=js; on other systems the package is empty. The other side is
// the static page of package web. The two sides share these names and nothing else:
//
//	#announcer                          live region for Announce
//	<meta name="msalab-scenarios">      ids, separated by spaces, that have a folder of their own for ShareURL
//	#field                              the place to type in, made when it is first needed
//	localStorage msalab.keep.*          small choices of Keep
//	localStorage msalab.lang, .theme    what the person chose ("ko" or "en"; "light" or "dark")
//	event "msalab:ready" on window      the first frame is drawn: the loader goes
//	event "msalab:fail", detail text    the program cannot go on: the loader shows a card
//	<meta name="msalab-notes">          the address of the presenter's second window
//	BroadcastChannel "msalab-notes"     what it shows, as {page}, and what is pressed there, as {command}
//	data-* of the document element      ready, and what Probe sets for browser tests
//
// A browser function that throws (storage is forbidden, the address changes too often) never stops the program.
package wasm
