package model

import (
	"math"

	"github.com/kookmin-msa-study/msalab/sim/scene"
)

func sqrt(x float32) float32 { return float32(math.Sqrt(float64(x))) }

func abs(x float32) float32 { return max(x, -x) }

// Kind is what kind of part was hit.
type Kind uint8

// The kinds of parts.
const (
	Nothing Kind = iota
	Node
	Link
	Packet
)

// Part names one part of the picture.
type Part struct {
	Kind     Kind
	Node     int32 // when Kind is Node
	From, To int32 // when Kind is Link
	Packet   int64 // when Kind is Packet
}

const grab = 12 // how near the pointer must come to a line or a packet

// Hit returns the part under a point: packets lie above nodes, nodes above links.
func (l *Layout) Hit(s *scene.Scene, now int64, x, y float32) Part {
	for i := range s.Packets {
		p := &s.Packets[i]
		if px, py, ok := l.Packet(p, now); ok && (px-x)*(px-x)+(py-y)*(py-y) < grab*grab {
			return Part{Kind: Packet, Packet: p.ID}
		}
	}
	for i := range s.Nodes {
		id := s.Nodes[i].ID
		if nx, ny, w, h, ok := l.At(id); ok && abs(nx-x) <= w && abs(ny-y) <= h {
			return Part{Kind: Node, Node: id}
		}
	}
	for i := range s.Links {
		link := &s.Links[i]
		x1, y1, x2, y2, ok := l.ends(link.From, link.To)
		if ok && distance(x, y, x1, y1, x2, y2) < grab {
			return Part{Kind: Link, From: link.From, To: link.To}
		}
	}
	return Part{}
}

// distance from a point to a line between two others.
func distance(x, y, x1, y1, x2, y2 float32) float32 {
	dx, dy := x2-x1, y2-y1
	square := dx*dx + dy*dy
	t := float32(0)
	if square > 0 {
		t = min(max(((x-x1)*dx+(y-y1)*dy)/square, 0), 1)
	}
	ex, ey := x-(x1+t*dx), y-(y1+t*dy)
	return sqrt(ex*ex + ey*ey)
}
