// Package widgets is everything that a person presses outside the model: the
// panel of controls and the rows of buttons. A screen says each frame what it
// wants to see, as data, and gets back what was done:
//
//	panel.Style(th, sizes, deviceScale)
//	panel.Place(paint.Rect{X: 948, Y: 68, W: 316, H: 464})
//	panel.Show([]widgets.Item{
//		{Kind: widgets.Tabs, ID: "tab", Options: []string{"조작", "상태"}, Selected: 0},
//		{Kind: widgets.Segments, ID: "mode", Label: "복제 방식", Options: modes, Selected: 1},
//		{Kind: widgets.Slider, ID: "rtt", Label: "네트워크 지연", ValueText: "20 ms", Min: 1, Max: 1000, Value: 20, Log: true},
//	})
//	for _, e := range panel.Update(true) { ... }   // e.ID, e.Value, e.Done
//	panel.Draw(screen)
//
// The kinds of items:
//
//	kind      uses                                          event
//	Tabs      Options, Selected; first, it does not roll    Value: the option
//	Segments  Label, Options, Selected                      Value: the option
//	Choice    the same, as a list of rows                   Value: the option
//	Slider    Label, ValueText, Min, Max, Value, Step, Log  Value: the value; Done when let go
//	Stepper   Label, ValueText                              Value: -1 or +1
//	Buttons   Label, Buttons, Columns                       ID of the button
//	Heading   Label                                         none
//	Note      Label, Icon, Tone; wraps                      none
//	Rule Gap  a hairline; 8 px, or Value times 8 px         none
//
// Two surfaces carry them: a Panel is a card whose items lie below each other
// and roll when they are too tall; a Bar is one row of buttons and chips.
//
// Hit testing, hover, presses, touch and focus are ebitenui's: every control
// is a widget of its own in an ebitenui tree. It is drawn by visual/paint, so
// that a letter looks the same in a button and in the model, and a whole
// surface is one draw call into a picture that is kept until something on it
// changes. A surface that nobody touches costs one comparison and one blit.
//
// A press of the mouse never takes the keyboard: only Tab does, so that Space
// and the arrows belong to the program until Focused says otherwise. Escape, a
// press anywhere, and Tab after the last control give it back. Within Tabs,
// Segments and Choice the arrows choose, as in a group of radio buttons. Tab
// goes through the surfaces in the order in which they are updated.
//
// ebitenui keeps its input in package variables. This package sets its cursor
// updater and turns its cursor shapes off; nothing else may use ebitenui.
//
// Like Ebitengine's input, the package is for one goroutine: call it from
// Update and Draw only.
package widgets
