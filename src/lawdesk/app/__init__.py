"""The program itself: how it starts, opens, locks and ends.

What belongs here: building everything once per unlock and handing it down. No other floor may
import it.
"""
