"""Rules, results and faults told in Chinese and English."""
