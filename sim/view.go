package sim

import "github.com/kookmin-msa-study/msalab/sim/scene"

// View is what Draw may read besides its own model.
type View struct {
	r    *Run
	Lang Lang
}

// Now returns the virtual time.
func (v *View) Now() Time { return v.r.w.now }

// Param returns parameter i, as Ctx.Param.
func (v *View) Param(i int) int64 { return v.r.w.params[i][0] }

// Clock returns what a node's own clock shows, as Ctx.Clock.
func (v *View) Clock(n NodeID) Time { return v.r.clock(n) }

// Status returns how a node fares.
func (v *View) Status(n NodeID) NodeStatus { return v.r.w.nodes[n].status }

// Text returns a phrase in the language of the view.
func (v *View) Text(t Text) string { return t.In(v.Lang) }

// Scene fills s with the moment after the last step: nodes, links and packets
// from the engine, the rest from the scenario's Draw.
func (r *Run) Scene(s *scene.Scene, lang Lang) {
	s.Reset()
	s.Now = int64(r.w.now)
	for id := range r.infos {
		s.Nodes = append(s.Nodes, r.sceneNode(NodeID(id), lang))
	}
	for _, pair := range r.declared {
		r.addLink(s, pair[0], pair[1])
	}
	for slot := range r.w.queue.items {
		r.addPacket(s, &r.w.queue.items[slot], lang)
	}
	r.w.model.Draw(&View{r, lang}, s)
}

func (r *Run) sceneNode(id NodeID, lang Lang) scene.Node {
	info, n := &r.infos[id], &r.w.nodes[id]
	status := scene.OK
	switch {
	case n.status == Down:
		status = scene.Failed
	case n.status == Paused:
		status = scene.Paused
	case n.status == Gone:
		status = scene.Absent
	case n.slow > slowUnit:
		status = scene.Degraded
	}
	acting := r.w.step > 0 && r.record.Node == id
	return scene.Node{ID: int32(id), Name: info.Name, Label: info.Label.In(lang), Shape: info.Shape,
		Status: status, Column: info.Column, Acting: acting}
}

// addLink adds one entry for both directions of a declared link.
func (r *Run) addLink(s *scene.Scene, from, to NodeID) {
	if r.w.nodes[from].status == Gone || r.w.nodes[to].status == Gone {
		return
	}
	status := r.linkStatus(from, to)
	for i := range s.Links {
		l := &s.Links[i]
		if l.From != int32(to) || l.To != int32(from) {
			continue
		}
		if status != l.Status {
			l.OneWay = true
			if status > l.Status {
				*l = scene.Link{From: int32(from), To: int32(to), Status: status, OneWay: true}
			}
		}
		return
	}
	s.Links = append(s.Links, scene.Link{From: int32(from), To: int32(to), Status: status})
}

func (r *Run) linkStatus(from, to NodeID) scene.Status {
	l := r.w.links.find(from, to)
	switch {
	case l.cut:
		return scene.Failed
	case l.impaired():
		return scene.Degraded
	}
	return scene.Idle
}

func (r *Run) addPacket(s *scene.Scene, it *item, lang Lang) {
	if it.flags&(flagDead|flagTimer|flagHeld) != 0 {
		return
	}
	spec := r.sc.Kind(it.kind)
	p := scene.Packet{ID: it.id, From: int32(it.from), To: int32(it.node), Sent: int64(it.sent), Due: int64(it.due), Cause: it.cause,
		Label: spec.Name, Tone: spec.Tone, Copy: it.flags&flagCopy != 0, Quiet: spec.Quiet}
	if label := spec.Label.In(lang); label != "" {
		rec := Record{A: it.a, B: it.b, C: it.c, D: it.d, Node: it.node, Peer: it.from, Kind: it.kind}
		p.Label = r.plain(label, &rec, [4]int64{it.a, it.b, it.c, it.d}, lang)
	}
	if it.flags&flagLost != 0 {
		p.Fate = scene.Lost
	}
	s.Packets = append(s.Packets, p)
}

// MessageLabel writes what a record's message shows beside its packet.
func (r *Run) MessageLabel(rec Record, lang Lang) string {
	if rec.Wake {
		return T("깨어남", "wakes").In(lang)
	}
	kind := r.sc.Kind(rec.Kind)
	if label := kind.Label.In(lang); label != "" {
		return r.plain(label, &rec, [4]int64{rec.A, rec.B, rec.C, rec.D}, lang)
	}
	return kind.Name
}
