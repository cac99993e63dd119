package sim

import (
	"fmt"
	"strings"

	"golang.org/x/exp/slices"
)

// GroupID numbers the groups of a run from 1; 0 is no group.
type GroupID int32

// GroupInfo is a set of nodes that fail together: a zone, a rack, a host. Actions name it
// where they name a node: crash(az1) is one step with one sentence.
type GroupInfo struct {
	Name  string // short and unique among nodes, groups and roles, as in links: "az1"
	Label Text
	In    GroupID // the group around it, or 0
}

// Group adds a group and returns its number, for NodeInfo.Group.
func (s *Setup) Group(info GroupInfo) GroupID {
	s.r.groups = append(s.r.groups, info)
	return GroupID(len(s.r.groups))
}

// Role is a part that nodes take in turn, such as the leader's. Actions name it where they
// name a node; who has it is asked when the action is due, and the log names the node.
type Role struct {
	ID    string
	Title Text
}

// Caster is a Model that knows who has which role.
type Caster interface {
	// Pick returns the node that has Scenario.Roles[role] now, or None.
	Pick(role int) NodeID
}

// Move puts a node into another group, or into none: 0. A group that is not there
// changes nothing.
func (c *Ctx) Move(n NodeID, g GroupID) {
	if g >= 0 && int(g) <= len(c.r.groups) {
		c.r.w.groups[n] = g
	}
}

// Groups returns the groups of a run, GroupID 1 first. The slice is the run's own.
func (r *Run) Groups() []GroupInfo { return r.groups }

// GroupOf returns the group that a node is in now; 0 is none.
func (r *Run) GroupOf(n NodeID) GroupID { return r.w.groups[n] }

// within reports whether a node is in a group, or in one inside it.
func (r *Run) within(n NodeID, g GroupID) bool {
	for at := r.w.groups[n]; at != 0; at = r.groups[at-1].In {
		if at == g {
			return true
		}
	}
	return false
}

// checkGroups reports the first group or role that no action could mean.
func (r *Run) checkGroups() error {
	known := map[string]string{}
	for _, info := range r.infos {
		known[info.Name] = "a node"
	}
	name := func(what, name string) error {
		if name == "" || strings.ContainsFunc(name, odd) || name[0] <= '9' {
			return fmt.Errorf("%s is called %q: a name is letters and digits, a letter first, so that links can hold it", what, name)
		}
		if other, ok := known[name]; ok {
			return fmt.Errorf("%s and %s are both called %q: give each a name of its own", what, other, name)
		}
		known[name] = what
		return nil
	}
	for i, g := range r.groups {
		if err := name("a group", g.Name); err != nil {
			return err
		}
		if int(g.In) > i {
			return fmt.Errorf("group %s is in a group that comes after it: set up the outer one first", g.Name)
		}
		if !slices.ContainsFunc(r.all(), func(n NodeID) bool { return r.within(n, GroupID(i+1)) }) {
			return fmt.Errorf("nobody is in group %s: give a node NodeInfo.Group, or leave the group out", g.Name)
		}
	}
	for i, info := range r.infos {
		if g := r.w.groups[i]; g < 0 || int(g) > len(r.groups) {
			return fmt.Errorf("node %s is in group %d: there are %d", info.Name, g, len(r.groups))
		}
	}
	for _, role := range r.sc.Roles {
		if err := name("a role", role.ID); err != nil {
			return err
		}
	}
	if _, ok := r.w.model.(Caster); !ok && len(r.sc.Roles) > 0 {
		return fmt.Errorf("there are roles, such as %s, but the model does not say who has them: give it Pick (sim.Caster)", r.sc.Roles[0].ID)
	}
	return nil
}

// all lists the nodes.
func (r *Run) all() []NodeID {
	out := make([]NodeID, len(r.infos))
	for i := range out {
		out[i] = NodeID(i)
	}
	return out
}

// target is what a name in an action means: a node, a group, or a role, which is nobody
// until the action is due.
type target struct {
	node  NodeID
	group GroupID
	role  int // its place plus one
}

// targets looks up names joined by dots: "s1", "az1", "leader.s3".
func (r *Run) targets(text string) ([]target, error) {
	var out []target
	for _, name := range strings.Split(text, ".") {
		t := target{node: None}
		t.node = NodeID(slices.IndexFunc(r.infos, func(n NodeInfo) bool { return n.Name == name }))
		t.group = GroupID(1 + slices.IndexFunc(r.groups, func(g GroupInfo) bool { return g.Name == name }))
		t.role = 1 + slices.IndexFunc(r.sc.Roles, func(role Role) bool { return role.ID == name })
		if t.node < 0 && t.group == 0 && t.role == 0 {
			return nil, unknown("node", name, r.sc.ID, r.names())
		}
		out = append(out, t)
	}
	return out, nil
}

// names lists what an action may name where it names a node.
func (r *Run) names() []string {
	var out []string
	for _, info := range r.infos {
		out = append(out, info.Name)
	}
	for _, g := range r.groups {
		out = append(out, g.Name)
	}
	for _, role := range r.sc.Roles {
		out = append(out, role.ID)
	}
	return out
}

// plain reports whether the targets are one node, which needs nothing looked up later.
func plain(list []target) bool { return len(list) == 1 && list[0].node >= 0 }

// cast gives the roles among the targets to those who have them now, and writes their
// names into the action. It reports false when a role has nobody.
func (r *Run) cast(o *op, a *Action) bool {
	caster, _ := r.w.model.(Caster)
	o.near, o.far = slices.Clone(o.near), slices.Clone(o.far)
	for _, list := range [][]target{o.near, o.far} {
		for i, t := range list {
			if t.role == 0 {
				continue
			}
			n := caster.Pick(t.role - 1)
			if n < 0 || int(n) >= len(r.infos) {
				return false
			}
			list[i] = target{node: n}
			a.Args = slices.Clone(a.Args)
			a.Args[0] = renamed(a.Args[0], r.sc.Roles[t.role-1].ID, r.infos[n].Name)
		}
	}
	return true
}

// renamed replaces a whole name in an argument such as "leader.s2-s3".
func renamed(arg, from, to string) string {
	var b strings.Builder
	for arg != "" {
		end := strings.IndexAny(arg, ".->")
		if end < 0 {
			end = len(arg)
		}
		word := arg[:end]
		if word == from {
			word = to
		}
		b.WriteString(word)
		if end < len(arg) {
			b.WriteByte(arg[end])
			end++
		}
		arg = arg[end:]
	}
	return b.String()
}

// members lists the nodes that targets mean now, each once, in order.
func (r *Run) members(list []target) []NodeID {
	var out []NodeID
	for _, n := range r.all() {
		if slices.ContainsFunc(list, func(t target) bool { return t.node == n || (t.group > 0 && r.within(n, t.group)) }) {
			out = append(out, n)
		}
	}
	return out
}

// applyMany carries out an action on all the nodes, or all the links between the nodes,
// that its targets mean. It changes nothing when it means none.
func (r *Run) applyMany(o *op) {
	near, far := r.members(o.near), r.members(o.far)
	idle := true
	one := func(one op) {
		r.record.Idle = false
		r.apply(&one)
		idle = idle && r.record.Idle
	}
	base := *o
	base.near, base.far = nil, nil
	for _, n := range near {
		if o.kind == opIsolate {
			r.isolate(n, near)
			idle = false
			continue
		}
		if len(o.far) == 0 {
			base.node = n
			one(base)
		}
		for _, m := range far {
			if m != n {
				base.from, base.to = n, m
				one(base)
			}
		}
	}
	r.record.Idle = idle
	if len(near) == 1 && len(far) <= 1 {
		r.record.Node = near[0]
		if len(far) == 1 {
			r.record.Peer = far[0]
		}
	}
}

// isolate cuts a node off from all nodes but those that stay with it.
func (r *Run) isolate(n NodeID, with []NodeID) {
	for _, other := range r.all() {
		if other != n && !slices.Contains(with, other) {
			r.cut(n, other, true)
			r.cut(other, n, true)
		}
	}
}

// targetLabel names one end of an action that means more than one node.
func (r *Run) targetLabel(rec *Record, far bool, lang Lang) string {
	a := r.action(rec)
	if len(a.Args) == 0 {
		return r.nodeLabel(None, lang)
	}
	near, other, _ := strings.Cut(strings.Replace(a.Args[0], ">", "-", 1), "-")
	if far {
		near = other
	}
	list, err := r.targets(near)
	if err != nil {
		return r.nodeLabel(None, lang)
	}
	var words []string
	for _, t := range list {
		switch {
		case t.node >= 0:
			words = append(words, r.nodeLabel(t.node, lang))
		case t.group > 0:
			words = append(words, labelOr(r.groups[t.group-1].Label, r.groups[t.group-1].Name, lang))
		default:
			words = append(words, labelOr(r.sc.Roles[t.role-1].Title, r.sc.Roles[t.role-1].ID, lang))
		}
	}
	return strings.Join(words, ", ")
}

// roleOfNobody returns the role that an action names and nobody had when it was due.
func (r *Run) roleOfNobody(a Action) (Text, bool) {
	if len(a.Args) == 0 {
		return Text{}, false
	}
	for _, role := range r.sc.Roles {
		if renamed(a.Args[0], role.ID, "") != a.Args[0] {
			return Text{labelOr(role.Title, role.ID, KO), labelOr(role.Title, role.ID, EN)}, true
		}
	}
	return Text{}, false
}

func labelOr(label Text, name string, lang Lang) string {
	if text := label.In(lang); text != "" {
		return text
	}
	return name
}
