"""What the documents tell people to type, found and run. Cannot ship."""
