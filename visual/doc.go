// Package visual is the program's face, in rooms; it holds nothing itself.
//
//	app        the game: which screen is shown, theme, language, the link on screen
//	home       the course as cards, and a search
//	stage      one run, with history (what was tried) and inspect (the panel)
//	compare    two to four runs beside each other, at one time
//	present    a talk or a tour, beat by beat
//	camera     pictures and films without a window
//	desktop    the window's host; the page's is package wasm
//
// The screens know each other through screen.Screen and screen.Doors alone. They stand on
//
//	screen     what all screens have in common
//	play       a run as a screen shows it
//	atlas      the map of a run
//	lanes      its sequence diagram
//	follow     causes and effects in it
//	transport  buttons, timeline, clock
//	menu       the list of things to choose from
//	tour       where the beats of a run's tour are
//	input      mouse, fingers, keys
//	words      phrases that several screens share
//
// and these on model (the picture of a scene), paint (shapes and text), widgets (panel, top
// bar and what Tab reaches), theme and fonts, film (GIF files), find (the search) and edit
// (a place to type in). Package house checks the arrows between the rooms.
package visual
