"""Box cutting: sheets into blanks, boxes to the order, carton suites, blocks into cuboids."""
