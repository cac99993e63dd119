package visual

import (
	"golang.org/x/exp/slices"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/model"
)

// causeWords are the phrases of what is followed.
var causeWords = struct {
	button, follow, cut, message, step, about, open    sim.Text
	hoverNode, hoverLink, hoverPacket, hoverRow, goRow sim.Text
}{
	button:      sim.T("원인과 결과", "Causes and effects"),
	follow:      sim.T("원인과 결과 따라가기", "Follow: causes and effects"),
	cut:         sim.T("남아 있는 기록까지만", "as far as records are kept"),
	message:     sim.T("메시지 m", "Message m"),
	step:        sim.T("step ", "Step "),
	about:       sim.T("누르면 이 일의 원인과 결과를 밝게 보여 줘요", "Click to light up what led here and what follows"),
	open:        sim.T("조작", "Act"),
	hoverNode:   sim.T("누르면 상태를 보고, 오른쪽 버튼이나 길게 누르면 장애를 일으켜요", "Click to inspect, right-click or hold to cause a fault"),
	hoverLink:   sim.T("오른쪽 버튼이나 길게 누르면 끊거나 느리게 해요", "Right-click or hold to cut it or slow it down"),
	hoverPacket: sim.T("누르면 메시지를 따라가고, 오른쪽 버튼이나 길게 누르면 버리거나 늦춰요", "Click to follow the message, right-click or hold to drop or delay it"),
	hoverRow:    sim.T("누르면 원인과 결과를 보고, 한 번 더 누르면 그 순간으로 가요", "Click to see causes and effects, click again to go there"),
	goRow:       sim.T("Enter나 한 번 더 누르면 그 순간으로 가요", "Enter or another click goes there"),
}

// cause is what a person follows: a message or a step, with all that led there and
// all that came of it.
type cause struct {
	app      *Env
	run      *Run
	cone     *sim.Cone
	message  int64      // its number; 0 when a step is followed
	rec      sim.Record // the step followed, to know it again in another history
	from, to int32      // the message's ends
	sent     int64      // the step that sent it
	light    model.Light
	trail    []int64    // the messages that led here, ascending
	ticks    []tickMark // by density bucket
	absorbed [3]int     // how many of the cone's past, self and future are in light, trail and ticks
	grown    bool       // all that is known is in
	idle     int        // for how many ticks nothing new became known while waiting for another history
	said     string     // how many causes and effects, in words
	saidFor  saidKey
}

// tickMark says what lies in one bucket of the timeline.
type tickMark = model.Shine

type saidKey struct {
	past, future int
	cut, grown   bool
	lang         sim.Lang
}

const growBy = 20_000 // steps looked at in one tick: less than a millisecond

func (c *cause) on() bool { return c != nil && c.cone != nil }

// followPacket follows a message under way.
func (c *cause) followPacket(packet *scene.Packet) {
	*c = cause{app: c.app, run: c.run, message: packet.ID, from: packet.From, to: packet.To, sent: packet.Cause}
	c.begin()
}

// followStep follows what a step did.
func (c *cause) followStep(step int64) {
	rec, ok := c.run.tl.Record(step)
	if !ok {
		return
	}
	*c = cause{app: c.app, run: c.run, rec: rec}
	c.begin()
}

// followNow follows the step at the cursor, or stops following it.
func (s *stage) followNow() {
	if s.follow.on() {
		s.follow.unfollow()
		return
	}
	s.follow.followStep(s.run.tl.Cursor())
	if s.follow.on() {
		s.choice.announce(s.follow.words())
	}
}

func (c *cause) unfollow() { *c = cause{app: c.app, run: c.run} }

// begin draws the cone in the current history.
func (c *cause) begin() {
	if c.message > 0 {
		c.cone = c.run.tl.ConeOfMessage(c.message, c.sent)
	} else {
		c.cone = c.run.tl.Cone(c.rec.Step)
	}
	c.light, c.trail, c.ticks, c.absorbed, c.grown, c.idle = model.Light{}, nil, nil, [3]int{}, false, 0
	if c.message > 0 {
		c.light.AddLink(c.from, c.to, model.Followed)
	}
	c.update()
}

// update follows the run as more of it becomes known. It reports whether there is
// something new to see.
func (c *cause) update() bool {
	if !c.on() {
		return false
	}
	if c.run.tl.Stale(c.cone) {
		return c.renew()
	}
	c.grown = c.run.tl.Grow(c.cone, growBy)
	before := c.absorbed
	c.absorb()
	if before != c.absorbed {
		c.packets()
	}
	key := saidKey{len(c.cone.Past), len(c.cone.Future), c.cone.Cut, c.grown, c.app.lang}
	if key == c.saidFor && before == c.absorbed {
		return !c.grown
	}
	c.saidFor, c.said = key, c.words()
	return true
}

// renew follows the same thing in another history, as soon as that is known so far;
// what did not happen there is no longer followed.
func (c *cause) renew() bool {
	step := max(c.rec.Step, c.sent)
	if known, _ := c.run.tl.Known(); known < step {
		if c.idle++; c.idle > 600 { // ten seconds: that history ends before
			c.unfollow()
			return true
		}
		return false
	}
	if c.message == 0 {
		if rec, ok := c.run.tl.Record(step); !ok || !sameStep(&rec, &c.rec) {
			c.unfollow()
			return true
		}
	}
	c.begin()
	return true
}

func sameStep(a, b *sim.Record) bool {
	return a.At == b.At && a.Node == b.Node && a.Peer == b.Peer && a.Kind == b.Kind && a.Op == b.Op && a.Message == b.Message
}

// absorb lights what the cone has found since the last time.
func (c *cause) absorb() {
	for i, part := range [...][]int64{c.cone.Past, c.cone.Self, c.cone.Future} {
		for _, step := range part[c.absorbed[i]:] {
			if rec, ok := c.run.tl.Record(step); ok {
				c.add(&rec, model.Shine(1<<i))
			}
		}
		c.absorbed[i] = len(part)
	}
}

// add lights where one step of the cone took place.
func (c *cause) add(rec *sim.Record, shine model.Shine) {
	bucket := int(rec.At / c.run.tl.BucketSpan())
	for len(c.ticks) <= bucket {
		c.ticks = append(c.ticks, 0)
	}
	c.ticks[bucket] |= shine
	if rec.Op != sim.LostOnLink && rec.Op != sim.CutOff {
		c.light.Add(int32(rec.Node), shine)
	}
	if rec.Message == 0 || rec.Op == sim.Acted {
		return
	}
	c.light.AddLink(int32(rec.Peer), int32(rec.Node), shine)
	if n := len(c.trail); shine != model.Effect && (n == 0 || c.trail[n-1] < rec.Message) {
		c.trail = append(c.trail, rec.Message)
	}
	if shine == model.Followed && c.message == 0 { // where the step's own message came from
		c.light.AddLink(int32(rec.Peer), int32(rec.Node), model.Cause)
	}
}

// packets lights the messages under way in the scene.
func (c *cause) packets() {
	if !c.on() {
		return
	}
	c.light.Packets = c.light.Packets[:0]
	for i := range c.run.scene.Packets {
		c.light.Packets = append(c.light.Packets, c.packet(&c.run.scene.Packets[i]))
	}
}

func (c *cause) packet(p *scene.Packet) model.Shine {
	switch {
	case c.message > 0 && p.ID == c.message:
		return model.Followed
	case p.Cause > 0 && c.cone.Of(p.Cause) >= sim.Itself:
		return model.Effect
	}
	if _, found := slices.BinarySearch(c.trail, p.ID); found {
		return model.Cause
	}
	return 0
}

// words say what is followed, and how much led there and came of it.
func (c *cause) words() string {
	lang := c.app.lang
	past, future := sim.Comma(int64(len(c.cone.Past))), sim.Comma(int64(len(c.cone.Future)))
	what := causeWords.step.In(lang) + sim.Comma(c.rec.Step)
	if c.message > 0 {
		what = causeWords.message.In(lang) + sim.Comma(c.message)
	}
	if !c.grown {
		future += "…"
	}
	text := what + ": " + past + plural(len(c.cone.Past), " cause", " causes") + " · " + future + plural(len(c.cone.Future), " effect", " effects")
	if lang == sim.KO {
		text = what + " · 원인 " + past + "건 · 결과 " + future + "건"
	}
	if c.cone.Cut {
		text += " (" + causeWords.cut.In(lang) + ")"
	}
	return text
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
