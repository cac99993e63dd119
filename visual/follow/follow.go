// Package follow lights what led to a step or a message of a run, and what came of it.
package follow

import (
	"golang.org/x/exp/slices"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/kookmin-msa-study/msalab/visual/model"
	"github.com/kookmin-msa-study/msalab/visual/play"
	"github.com/kookmin-msa-study/msalab/visual/screen"
)

// CauseWords are the phrases of what is followed.
var CauseWords = struct {
	Button, Follow, cut, message, step, About, Open    sim.Text
	HoverNode, HoverLink, HoverPacket, HoverRow, GoRow sim.Text
}{
	Button:      sim.T("원인과 결과", "Causes and effects"),
	Follow:      sim.T("원인과 결과 따라가기", "Follow: causes and effects"),
	cut:         sim.T("남아 있는 기록까지만", "as far as records are kept"),
	message:     sim.T("메시지 m", "Message m"),
	step:        sim.T("step ", "Step "),
	About:       sim.T("누르면 이 일의 원인과 결과를 밝게 보여 줘요", "Click to light up what led here and what follows"),
	Open:        sim.T("조작", "Act"),
	HoverNode:   sim.T("누르면 상태를 보고, 오른쪽 버튼이나 길게 누르면 장애를 일으켜요", "Click to inspect, right-click or hold to cause a fault"),
	HoverLink:   sim.T("오른쪽 버튼이나 길게 누르면 끊거나 느리게 해요", "Right-click or hold to cut it or slow it down"),
	HoverPacket: sim.T("누르면 메시지를 따라가고, 오른쪽 버튼이나 길게 누르면 버리거나 늦춰요", "Click to follow the message, right-click or hold to drop or delay it"),
	HoverRow:    sim.T("누르면 원인과 결과를 보고, 한 번 더 누르면 그 순간으로 가요", "Click to see causes and effects, click again to go there"),
	GoRow:       sim.T("Enter나 한 번 더 누르면 그 순간으로 가요", "Enter or another click goes there"),
}

// Follow is what a person follows: a message or a step, with all that led there and
// all that came of it.
type Follow struct {
	Env      *screen.Env
	Run      *play.Run
	Cone     *sim.Cone
	Message  int64      // its number; 0 when a step is followed
	Rec      sim.Record // the step followed, to know it again in another history
	from, to int32      // the message's ends
	sent     int64      // the step that sent it
	Light    model.Light
	trail    []int64    // the messages that led here, ascending
	Ticks    []tickMark // by density bucket
	absorbed [3]int     // how many of the cone's past, self and future are in light, trail and ticks
	grown    bool       // all that is known is in
	idle     int        // for how many ticks nothing new became known while waiting for another history
	Said     string     // how many causes and effects, in words
	saidFor  saidKey
}

// tickMark says what lies in one bucket of the timeline.
type tickMark = model.Shine

type saidKey struct {
	past, future int
	cut, grown   bool
	lang         sim.Lang
}

const growBy = 20_000

// steps looked at in one tick: less than a millisecond

func (c *Follow) On() bool { return c != nil && c.Cone != nil }

// FollowPacket follows a message under way.
func (c *Follow) FollowPacket(packet *scene.Packet) {
	*c = Follow{Env: c.Env, Run: c.Run, Message: packet.ID, from: packet.From, to: packet.To, sent: packet.Cause}
	c.begin()
}

// FollowStep follows what a step did.
func (c *Follow) FollowStep(step int64) {
	rec, ok := c.Run.Tl.Record(step)
	if !ok {
		return
	}
	*c = Follow{Env: c.Env, Run: c.Run, Rec: rec}
	c.begin()
}

func (c *Follow) Unfollow() { *c = Follow{Env: c.Env, Run: c.Run} }

// begin draws the cone in the current history.
func (c *Follow) begin() {
	if c.Message > 0 {
		c.Cone = c.Run.Tl.ConeOfMessage(c.Message, c.sent)
	} else {
		c.Cone = c.Run.Tl.Cone(c.Rec.Step)
	}
	c.Light, c.trail, c.Ticks, c.absorbed, c.grown, c.idle = model.Light{}, nil, nil, [3]int{}, false, 0
	if c.Message > 0 {
		c.Light.AddLink(c.from, c.to, model.Followed)
	}
	c.Update()
}

// Update follows the run as more of it becomes known. It reports whether there is
// something new to see.
func (c *Follow) Update() bool {
	if !c.On() {
		return false
	}
	if c.Run.Tl.Stale(c.Cone) {
		return c.renew()
	}
	c.grown = c.Run.Tl.Grow(c.Cone, growBy)
	before := c.absorbed
	c.absorb()
	if before != c.absorbed {
		c.Packets()
	}
	key := saidKey{len(c.Cone.Past), len(c.Cone.Future), c.Cone.Cut, c.grown, c.Env.Lang}
	if key == c.saidFor && before == c.absorbed {
		return !c.grown
	}
	c.saidFor, c.Said = key, c.Words()
	return true
}

// renew follows the same thing in another history, as soon as that is known so far;
// what did not happen there is no longer followed.
func (c *Follow) renew() bool {
	step := max(c.Rec.Step, c.sent)
	if known, _ := c.Run.Tl.Known(); known < step {
		if c.idle++; c.idle > 600 { // ten seconds: that history ends before
			c.Unfollow()
			return true
		}
		return false
	}
	if c.Message == 0 {
		if rec, ok := c.Run.Tl.Record(step); !ok || !sameStep(&rec, &c.Rec) {
			c.Unfollow()
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
func (c *Follow) absorb() {
	for i, part := range [...][]int64{c.Cone.Past, c.Cone.Self, c.Cone.Future} {
		for _, step := range part[c.absorbed[i]:] {
			if rec, ok := c.Run.Tl.Record(step); ok {
				c.add(&rec, model.Shine(1<<i))
			}
		}
		c.absorbed[i] = len(part)
	}
}

// add lights where one step of the cone took place.
func (c *Follow) add(rec *sim.Record, shine model.Shine) {
	bucket := int(rec.At / c.Run.Tl.BucketSpan())
	for len(c.Ticks) <= bucket {
		c.Ticks = append(c.Ticks, 0)
	}
	c.Ticks[bucket] |= shine
	if rec.Op != sim.LostOnLink && rec.Op != sim.CutOff {
		c.Light.Add(int32(rec.Node), shine)
	}
	if rec.Message == 0 || rec.Op == sim.Acted {
		return
	}
	c.Light.AddLink(int32(rec.Peer), int32(rec.Node), shine)
	if n := len(c.trail); shine != model.Effect && (n == 0 || c.trail[n-1] < rec.Message) {
		c.trail = append(c.trail, rec.Message)
	}
	if shine == model.Followed && c.Message == 0 { // where the step's own message came from
		c.Light.AddLink(int32(rec.Peer), int32(rec.Node), model.Cause)
	}
}

// Packets lights the messages under way in the scene.
func (c *Follow) Packets() {
	if !c.On() {
		return
	}
	c.Light.Packets = c.Light.Packets[:0]
	for i := range c.Run.Scene.Packets {
		c.Light.Packets = append(c.Light.Packets, c.packet(&c.Run.Scene.Packets[i]))
	}
}

func (c *Follow) packet(p *scene.Packet) model.Shine {
	switch {
	case c.Message > 0 && p.ID == c.Message:
		return model.Followed
	case p.Cause > 0 && c.Cone.Of(p.Cause) >= sim.Itself:
		return model.Effect
	}
	if _, found := slices.BinarySearch(c.trail, p.ID); found {
		return model.Cause
	}
	return 0
}

// Words say what is followed, and how much led there and came of it.
func (c *Follow) Words() string {
	lang := c.Env.Lang
	past, future := sim.Comma(int64(len(c.Cone.Past))), sim.Comma(int64(len(c.Cone.Future)))
	what := CauseWords.step.In(lang) + sim.Comma(c.Rec.Step)
	if c.Message > 0 {
		what = CauseWords.message.In(lang) + sim.Comma(c.Message)
	}
	if !c.grown {
		future += "…"
	}
	text := what + ": " + past + plural(len(c.Cone.Past), " cause", " causes") + " · " + future + plural(len(c.Cone.Future), " effect", " effects")
	if lang == sim.KO {
		text = what + " · 원인 " + past + "건 · 결과 " + future + "건"
	}
	if c.Cone.Cut {
		text += " (" + CauseWords.cut.In(lang) + ")"
	}
	return text
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// Lit returns what the map is drawn with: nil when nothing is followed.
func (c *Follow) Lit() *model.Light {
	if !c.On() {
		return nil
	}
	return &c.Light
}
