package model

import "github.com/kookmin-msa-study/msalab/sim/scene"

// DrawOne draws a single node of a map that was drawn, with what hangs on it and the
// packets on its links: what is in the spotlight, above a shade over everything.
func (l *Layout) DrawOne(d *Drawing, s *scene.Scene, id int32) {
	touches := func(p *scene.Packet) bool { return p.From == id || p.To == id }
	for i := range s.Packets {
		if touches(&s.Packets[i]) {
			l.drawPacket(d, &s.Packets[i])
		}
	}
	for i := range s.Nodes {
		if s.Nodes[i].ID == id {
			l.drawNode(d, &s.Nodes[i])
			l.taken = l.taken[:0]
			l.drawSigns(d, &s.Nodes[i])
		}
	}
	for i := range s.Slots {
		if s.Slots[i].Node == id {
			l.drawSlots(d, &s.Slots[i])
		}
	}
	for i := range s.Logs {
		if s.Logs[i].Node == id {
			l.drawLog(d, &s.Logs[i])
		}
	}
	l.reserve(s)
	for i := range s.Packets {
		if touches(&s.Packets[i]) {
			l.drawPacketLabel(d, &s.Packets[i])
		}
	}
}
