package balancer

// ln 2 in two parts: the first has 32 significant bits, so that its product with
// a small integer is exact. The other constants are the minimax polynomial of
// x·(e^x+1)/(e^x-1) on |x| <= ln2/2.
//
// Source: FreeBSD msun e_exp.c (Sun Microsystems, 1993), the method behind most
// libraries' exp.
const (
	ln2High  = 6.93147180369123816490e-01
	ln2Low   = 1.90821492927058770002e-10
	log2OfE  = 1.44269504088896338700e+00
	expPoly1 = 1.66666666666666657415e-01
	expPoly2 = -2.77777777770155933842e-03
	expPoly3 = 6.61375632143793436117e-05
	expPoly4 = -1.65339022054652515390e-06
	expPoly5 = 4.13813679705723846039e-08
)

// expCutoff is where e^-x is answered as zero. Above it the result would lose bits
// as a denormal number; 708 mean lifetimes are nothing to a latency average.
const expCutoff = 708.0

// expMinus returns e^-x for x >= 0, within 1e-15 relative of the true value and bit
// for bit the same on every processor, which math.Exp is not. A negative or NaN x
// answers 1, and x above 708 answers 0.
func expMinus(x float64) float64 {
	if !(x > 0) {
		return 1
	}
	if x > expCutoff {
		return 0
	}
	// -x = r - k·ln2 with |r| <= ln2/2, and e^-x = e^r / 2^k.
	k := int(float64(x*log2OfE) + 0.5)
	high := float64(float64(k)*ln2High) - x
	low := -float64(float64(k) * ln2Low)
	r := high - low
	t := float64(r * r)
	poly := expPoly4 + float64(t*expPoly5)
	poly = expPoly3 + float64(t*poly)
	poly = expPoly2 + float64(t*poly)
	poly = expPoly1 + float64(t*poly)
	c := r - float64(t*poly)
	y := 1 - ((low - float64(r*c)/(2-c)) - high)
	return halve(y, k)
}

// halve returns y / 2^k for 0 <= k < 1024 by exact multiplications.
func halve(y float64, k int) float64 {
	powers := [...]float64{0x1p-1, 0x1p-2, 0x1p-4, 0x1p-8, 0x1p-16, 0x1p-32, 0x1p-64, 0x1p-128, 0x1p-256, 0x1p-512}
	for bit, power := range powers {
		if k>>bit&1 == 1 {
			y *= power
		}
	}
	return y
}
