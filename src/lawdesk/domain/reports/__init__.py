"""Reports as plain tables with a chart, before anybody draws them."""
