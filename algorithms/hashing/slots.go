package hashing

import "fmt"

// Slots is the number of hash slots of a Redis Cluster.
const Slots = 16384

var crcTable = func() (table [256]uint16) {
	for i := range table {
		crc := uint16(i) << 8
		for range 8 {
			crc = crc<<1 ^ crc>>15*0x1021
		}
		table[i] = crc
	}
	return table
}()

// CRC16 returns the CRC-16/XMODEM of data: polynomial 0x1021, initially 0.
func CRC16[T Text](data T) uint16 { return crc16(data, 0, len(data)) }

func crc16[T Text](data T, from, to int) uint16 {
	crc := uint16(0)
	for i := from; i < to; i++ {
		crc = crc<<8 ^ crcTable[byte(crc>>8)^data[i]]
	}
	return crc
}

// Slot returns the hash slot of a key, from 0 to Slots-1. If the key holds a hash
// tag, that is a non-empty text between the first { and the first } after it,
// only the tag counts, so that keys with one tag live together.
//
// Source: Redis Cluster specification, "Key distribution model" and "Hash tags".
func Slot[T Text](key T) int {
	from, to := hashTag(key)
	return int(crc16(key, from, to) % Slots)
}

func hashTag[T Text](key T) (from, to int) {
	open := indexByte(key, '{', 0)
	if open == len(key) {
		return 0, len(key)
	}
	end := indexByte(key, '}', open+1)
	if end == len(key) || end == open+1 {
		return 0, len(key)
	}
	return open + 1, end
}

// indexByte returns the place of b in data at or after from; len(data) if none.
func indexByte[T Text](data T, b byte, from int) int {
	for i := from; i < len(data); i++ {
		if data[i] == b {
			return i
		}
	}
	return len(data)
}

// SlotTable says which node owns each hash slot. It is not a consistent hash: a
// table decides, so a slot moves when somebody moves it. The zero value has no
// owners.
type SlotTable struct {
	owner [Slots]int16 // node number plus one; 0 is nobody
}

// maxSlotNodes is the largest node number a table can hold, plus one.
const maxSlotNodes = 1 << 14

// Owner returns the node that owns a slot; -1 when nobody does or there is no
// such slot.
func (t *SlotTable) Owner(slot int) int {
	if slot < 0 || slot >= Slots {
		return -1
	}
	return int(t.owner[slot]) - 1
}

// Assign gives the slots first to last, both included, to a node. The error names
// the range or the node that does not exist.
func (t *SlotTable) Assign(first, last, node int) error {
	if first < 0 || last >= Slots || first > last {
		return fmt.Errorf("hashing: slots %d to %d: want a range within 0 to %d", first, last, Slots-1)
	}
	if node < 0 || node >= maxSlotNodes {
		return fmt.Errorf("hashing: slots given to node %d: want a node from 0 to %d", node, maxSlotNodes-1)
	}
	for i := first; i <= last; i++ {
		t.owner[i] = int16(node + 1)
	}
	return nil
}

// Spread gives n nodes equal ranges, as "redis-cli --cluster create" does: node i
// owns the slots from round(i·Slots/n).
func (t *SlotTable) Spread(n int) error {
	if n <= 0 || n > maxSlotNodes {
		return fmt.Errorf("hashing: slots spread over %d nodes: want 1 to %d", n, maxSlotNodes)
	}
	for i := range n {
		first, next := (2*i*Slots+n)/(2*n), (2*(i+1)*Slots+n)/(2*n)
		if err := t.Assign(first, next-1, i); err != nil {
			return err
		}
	}
	return nil
}
