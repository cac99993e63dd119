package linearizable

// Key is what a store may be addressed by: whatever has an order without exceptions.
type Key interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~string
}

// Keys judges a store: one register for each key. An id of an operation need only
// be its own within its key. The zero Keys is ready. A key takes memory
// from its first Begin on.
type Keys[K Key] struct {
	order     []place[K] // sorted by key
	registers []Register // in the order of first use
	broken    bool
	first     K // the key that broke first
}

type place[K Key] struct {
	key K
	at  int
}

// find returns where a key is in the order, or would be.
func (k *Keys[K]) find(key K) (int, bool) {
	low, high := 0, len(k.order)
	for low < high {
		middle := (low + high) / 2
		if k.order[middle].key < key {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low, low < len(k.order) && k.order[low].key == key
}

// Begin is Register.Begin for one key.
func (k *Keys[K]) Begin(key K, id int64, kind Kind, value, now int64) error {
	i, ok := k.find(key)
	if !ok {
		k.order = append(k.order, place[K]{})
		copy(k.order[i+1:], k.order[i:])
		k.order[i] = place[K]{key, len(k.registers)}
		k.registers = append(k.registers, Register{})
	}
	return k.registers[k.order[i].at].Begin(id, kind, value, now)
}

// End is Register.End for one key. It reports whether that key is linearizable so far.
func (k *Keys[K]) End(key K, id, value, now int64) (ok bool, err error) {
	ok, err = k.register(key).End(id, value, now)
	return k.note(key, ok), err
}

// Lost is Register.Lost for one key.
func (k *Keys[K]) Lost(key K, id int64) error { return k.register(key).Lost(id) }

// Refused is Register.Refused for one key.
func (k *Keys[K]) Refused(key K, id int64) (ok bool, err error) {
	ok, err = k.register(key).Refused(id)
	return k.note(key, ok), err
}

func (k *Keys[K]) note(key K, ok bool) bool {
	if !ok && !k.broken {
		k.broken, k.first = true, key
	}
	return ok
}

// register returns the register of a key, or an empty one that is not kept.
func (k *Keys[K]) register(key K) *Register {
	if i, ok := k.find(key); ok {
		return &k.registers[k.order[i].at]
	}
	return &Register{}
}

// Broken returns the violation that was found first, and its key. Each key's own
// is that of its register.
func (k *Keys[K]) Broken() (K, Violation, bool) {
	if !k.broken {
		var none K
		return none, Violation{}, false
	}
	return k.first, k.register(k.first).found, true
}

// Len returns how many keys were used.
func (k *Keys[K]) Len() int { return len(k.order) }

// At returns the i-th key in ascending order and its register, to be read until
// the next Begin. Nothing and nil are the answer to an i that is out of range.
func (k *Keys[K]) At(i int) (K, *Register) {
	if i < 0 || i >= len(k.order) {
		var none K
		return none, nil
	}
	return k.order[i].key, &k.registers[k.order[i].at]
}
