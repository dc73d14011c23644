"""Is written work true, whole, in order and nobody's secret?"""
