// Package talk reads a talk, a Markdown file that a presenter writes, and makes it
// ready on a catalogue: every name is checked, and the place of every beat is found
// by running the scenario. The guided tours are such files.
//
//	---
//	scenario: saga
//	lang: ko
//	minutes: 10
//	---
//	# 재토의 사가
//
//	## 돈만 나갔어요
//
//	로그가 없으면 **이 주문을 아무도 몰라요**.
//
//	3초에 오케스트레이터가 죽었다가 다시 켜져요.
//
//	> 다음: 같은 장애를 로그와 함께 봐요.
//
//	```sim
//	preset naive
//	run until note:forgot
//	expect metric:forgotten > 0
//	```
//
//	```ask
//	손님이 다시 누르면 어떻게 될까요?
//	- 이어서 처리돼요 :: metric:doubleCharged = 0
//	- 두 번 결제돼요 :: metric:doubleCharged > 0
//	until: 20s
//	why: 로그도 멱등키도 없어서 새 주문인 줄 알아요.
//	```
//
// # The file
//
// The file is CommonMark 0.31, read in NFC. A line "# " is the title, a line "## "
// begins a beat. Of a beat's text the first paragraph is the sentence on the screen
// (**bold** carries it, and may end before a letter as in **9%**로), the second a
// smaller line below; lines with ">" are the presenter's notes, and may hold lists and
// links. Text before the first beat, and comments <!-- … -->, are for readers of the
// file. What else Markdown has (rules, underlined headings, lists, tables, pictures,
// links, HTML, indented and other code) is refused in a beat, with its line, and so
// is every character that the screen's fonts lack. What the talk is about stands
// in front matter between "---" lines, as "key: value", or in a sim block before
// the first beat, as "key value": scenario ID, lang ko or en, minutes N.
//
// # sim blocks
//
// A line each; blank lines and lines that begin with # are left out. A beat goes on in
// the run of the beat before, from where that rested or its question's answer was
// found, unless one of the first five words begins a run anew:
//
//	scenario ID            another scenario
//	preset NAME            the preset's settings and actions; nothing set before stays
//	set NAME=VALUE …       parameters, over those the last run began with
//	seed N                 the seed; 42 unless set, and it stays for the runs that follow
//	restart                the same run from the start
//
//	do TIME:ACTION         an action to come: only before the run goes or is compared
//	do ACTION              an action here, as in do crash(s1)
//	fault ID               one of the scenario's fault buttons, here
//	run until EVENT        run until:
//	    2s                     the last step at or before that time
//	    step:N                 that many steps
//	    law:ID                 the law breaks
//	    note:NAME [#N] [on NODE]   the Nth such note from here, at that node
//	    kind:NAME [#N] [on NODE]   the Nth such message or timer to reach a node
//	    node:NAME [#N]         the Nth step at the node
//	run for 2s             that much further
//	expect CONDITION       must hold here; otherwise the talk is refused
//
//	compare [PRESET] [NAME=VALUE …]   a further run beside this one: the preset, or
//	                       this run with other parameters; at most three
//	view map|lanes|both    how it is shown; map unless said
//	focus NODE             a node to spotlight
//	pace DECIMAL           the speed of play, 1 is model time
//	seconds N              the beat's planned length; else an equal part of the minutes
//
// # ask blocks
//
// The first lines are the question, each choice a line "- TEXT :: CONDITION". The
// run goes on until the event after "until:" (without it, it stays) and the choice
// whose condition then holds is the answer: exactly one must. "why:" is said after it.
//
// # Conditions
//
//	conditions = condition { " and " condition } | "otherwise" ;
//	condition  = "law:" ID ( "broken" | "holds" )      so far in this run
//	           | term ( "=" | "!=" | "<" | "<=" | ">" | ">=" ) ( value | term )
//	           | term "in" value ".." value            both ends included
//	term       = "metric:" ID [ ".p50" | ".p99" ]      percentiles: of the last second
//	           | "gain:" ID                            what a counter or gauge grew by
//	           | "other:" ID [ ".p50" | ".p99" ]       in the first compared run, at the same time
//	           | "note:" NAME | "kind:" NAME           how many there were
//	           | "time"                                how late it is in the run
//	value      = whole number | span as 2s or 1.5ms | percentage as 20%
//
// gain, note and kind count from where the beat begins, and in a question from where
// it rests. "otherwise" is the choice for when no other holds.
//
// Load reports every problem in one error, a line each, "FILE:LINE: what", and for an
// unknown name the nearest one there is; Parse and Show do so for the text and for
// what it asks of the scenarios. All of it is bounded: see the
// constants below.
package talk
