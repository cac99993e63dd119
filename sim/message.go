package sim

// aboutMessage reports whether an action is about one message under way.
func (k opKind) aboutMessage() bool {
	return k == opDrop || k == opDelay || k == opDuplicate || k == opDeliver
}

// byHand reports whether a person changed the fate of a message in this step.
func (rec *Record) byHand() bool {
	return rec.Op == Acted && rec.Action.aboutMessage() && rec.Message != 0 && !rec.Idle
}

// underWay returns the slot of a message that is on its link: neither arrived nor
// dropped nor waiting at a paused node.
func (r *Run) underWay(message int64) (uint32, bool) {
	for slot := range r.w.queue.items {
		it := &r.w.queue.items[slot]
		if it.id == message && it.flags&(flagDead|flagTimer|flagHeld) == 0 {
			return uint32(slot), true
		}
	}
	return 0, false
}

// behindCut reports whether a message is on a link that is cut: no hand reaches
// across it.
func (r *Run) behindCut(slot uint32) bool {
	it := &r.w.queue.items[slot]
	l := r.w.links.find(it.from, it.node)
	return l != nil && l.cut
}

// refuses says why an action on a message would change nothing: Timeline.Do, whose
// caller sees the run, then writes nothing down. A script or a Run's caller does not
// see it; for them the action is a step that says so.
func (r *Run) refuses(o *op) error {
	if !o.kind.aboutMessage() {
		return nil
	}
	slot, ok := r.underWay(o.message)
	switch {
	case ok && (o.kind == opDeliver || o.kind == opDuplicate) && r.behindCut(slot):
		it := &r.w.queue.items[slot]
		from, to := r.infos[it.from].Name, r.infos[it.node].Name
		return refused(T("이 메시지는 끊긴 연결 위에 있어요. 먼저 다시 이어 주세요.", "This message is on a cut link: heal it first."),
			"message m%d is on a cut link: heal(%s>%s) first", o.message, from, to)
	case ok:
		return nil
	case o.message > r.w.messages:
		return refused(T("아직 보내지 않은 메시지예요.", "This message was not sent yet."),
			"message m%d was not sent yet: there are m1 to m%d", o.message, r.w.messages)
	}
	return refused(T("이 메시지는 지금 오가는 중이 아니에요.", "This message is not under way."),
		"message m%d is not under way: it has arrived, was lost or dropped, or waits at a paused node", o.message)
}

// applyMessage acts on one message under way. The network decides the fate of a
// message when it is sent; a hand that delivers it, or sends it once more, overrules
// chance, but not a cut link.
func (r *Run) applyMessage(o *op) {
	slot, ok := r.underWay(o.message)
	if !ok {
		return
	}
	it := &r.w.queue.items[slot]
	r.record.Node, r.record.Peer, r.record.Kind, r.record.Message = it.node, it.from, it.kind, it.id
	if (o.kind == opDeliver || o.kind == opDuplicate) && r.behindCut(slot) {
		r.record.Idle = true
		return
	}
	switch o.kind {
	case opDrop:
		it.flags |= flagDead
	case opDelay:
		it.flags |= flagLate
		r.move(slot, later(it.due, Time(o.n)))
	case opDeliver:
		it.flags &^= flagLost | flagCut
		r.move(slot, r.w.now)
	case opDuplicate:
		r.duplicate(slot)
	}
	r.w.faultAt = r.w.now
}

// move reschedules a message: a new slot takes over, the old key is skipped.
func (r *Run) move(slot uint32, due Time) {
	q := &r.w.queue
	fresh := r.copySlot(slot)
	q.items[fresh].data, q.items[slot].data = q.items[slot].data, 0
	q.items[fresh].due = due
	q.items[slot].flags |= flagDead
	q.push(due, fresh)
}

// duplicate sends a message once more. The copy of one that will be lost is not
// lost: it goes the whole way, of which the lost one goes half.
func (r *Run) duplicate(slot uint32) {
	q := &r.w.queue
	fresh := r.copySlot(slot)
	it := &q.items[fresh]
	if it.flags&flagLost != 0 {
		it.flags &^= flagLost | flagCut
		it.due = later(it.due, it.due-it.sent)
	}
	it.flags |= flagCopy
	if data := q.items[slot].data; data != 0 {
		it.data = q.hold(q.data[data])
	}
	q.push(it.due, fresh)
}

// copySlot fills a fresh slot like another, without its data.
func (r *Run) copySlot(slot uint32) uint32 {
	q := &r.w.queue
	fresh := q.reserve()
	generation := q.items[fresh].generation
	q.items[fresh] = q.items[slot]
	q.items[fresh].generation, q.items[fresh].data = generation, 0
	return fresh
}

// messageIdle is the sentence of an action on a message that changed nothing.
func messageIdle(rec *Record) (Text, bool) {
	switch {
	case !rec.Action.aboutMessage():
		return Text{}, false
	case rec.Message == 0:
		return T("그 메시지는 *지금 오가는 중이 아니에요*. 바뀌는 것은 없어요.", "That message *is not under way*: nothing changes."), true
	case rec.Idle:
		return T("{peer|과/와} {node} 사이가 *끊겨 있어요*. 바뀌는 것은 없어요.", "The link from {peer} to {node} *is cut*: nothing changes."), true
	}
	return Text{}, false
}
