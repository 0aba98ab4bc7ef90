{"msgtype": "text", "text": {"content": "${text?json_string}"}}
